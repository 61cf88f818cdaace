/** Server-sent events. Source: HTML Living Standard, section 9.2.6, "Interpreting an event stream". */
import { CutStreamError, TooLargeError } from '../transport/body';

export interface ServerSentEvent {
  /** `message` when the service names none. */
  event: string;
  /** The lines of `data` joined by line feeds. */
  data: string;
  id?: string;
}

export interface EventLimits {
  /** Of the whole stream. */
  maxBytes: number;
  maxEventBytes: number;
}

/**
 * Yields the events of a stream in order. Comments, unknown fields, and events without data are skipped. The last event
 * counts even without the blank line after it, which many services omit.
 * @throws TooLargeError, CutStreamError, or whatever the stream ends with.
 */
export async function* readEvents(
  stream: AsyncIterable<Uint8Array>,
  limits: EventLimits,
): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  const lines = createLineSplitter();
  let event = createEvent();
  let size = 0;
  const take = (line: string): ServerSentEvent | undefined => {
    if (line !== '') return void event.add(line);
    const finished = event.finished();
    event = createEvent();
    return finished;
  };
  for await (const piece of stream) {
    size += piece.length;
    if (size > limits.maxBytes) throw new TooLargeError();
    for (const line of lines.push(decoder.decode(piece, { stream: true }))) {
      const finished = take(line);
      if (finished) yield finished;
    }
    if (event.length() + lines.pending() > limits.maxEventBytes) throw new TooLargeError();
  }
  for (const line of lines.push(decoder.decode())) {
    const finished = take(line);
    if (finished) yield finished;
  }
  if (lines.pending() > 0) throw new CutStreamError();
  const last = event.finished();
  if (last) yield last;
}

interface LineSplitter {
  /** The lines that end in this piece, without line ends. */
  push(text: string): string[];
  /** Characters of the unfinished line. */
  pending(): number;
}

/** Lines end with CR, LF, or CRLF. The pieces of a line are joined once, because a line may have many megabytes. */
function createLineSplitter(): LineSplitter {
  let parts: string[] = [];
  let length = 0;
  let endedWithCr = false;
  return {
    push(text) {
      // The LF of a CRLF that was split between two pieces.
      const rest = endedWithCr && text.startsWith('\n') ? text.slice(1) : text;
      if (text !== '') endedWithCr = text.endsWith('\r');
      const found = rest.split(/\r\n|\r|\n/);
      const lines: string[] = [];
      for (const [index, part] of found.entries()) {
        if (part !== '') parts.push(part);
        length += part.length;
        if (index === found.length - 1) break;
        lines.push(parts.join(''));
        parts = [];
        length = 0;
      }
      return lines;
    },
    pending: () => length,
  };
}

interface EventBuilder {
  add(line: string): void;
  length(): number;
  finished(): ServerSentEvent | undefined;
}

function createEvent(): EventBuilder {
  const data: string[] = [];
  let name = '';
  let id: string | undefined;
  let length = 0;
  return {
    add(line) {
      length += line.length;
      const [, field = '', value = ''] = /^([^:]*)(?::[ ]?([^]*))?$/.exec(line) ?? [];
      if (field === 'data') data.push(value);
      else if (field === 'event') name = value;
      else if (field === 'id') id = value;
    },
    length: () => length,
    finished: () =>
      data.length === 0
        ? undefined
        : { event: name || 'message', data: data.join('\n'), ...(id === undefined ? {} : { id }) },
  };
}
