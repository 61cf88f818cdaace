/** Decodes the body of an answer: JSON, the text of an image's URL, or the image itself. */
import type { HttpAnswer } from '../../../http/answer/httpAnswer';
import { imageTypeOf } from '../../../http/files/imageBytes';
import { eventsOf, readEvents } from './events';
import type { ResolvePath } from './images';
import { readBody, type Reading } from './parse';
import { readError, type ServiceError } from './serviceError';

/** @throws EaselError `bad-answer` if the body is neither JSON nor an image (`html-answer`, `cut-answer`). */
export function readAnswer(answer: HttpAnswer, resolve: ResolvePath): Reading {
  const mediaType = imageTypeOf(answer.bytes);
  if (mediaType) return { kind: 'images', images: [{ source: { bytes: answer.bytes }, mediaType }] };
  const stream = eventsOf(answer);
  if (stream && stream.events.length > 0) return readEvents(stream.events, resolve);
  // The stream ended before the image came.
  if (stream?.hasPreview) return { kind: 'broken', part: 'cut' };
  return readBody(parseBody(answer), resolve);
}

/** The error in an answer with an error status; empty if the body isn't JSON. */
export function quietError(answer: HttpAnswer): ServiceError {
  return readError(quietBody(answer));
}

/** The body as JSON, or undefined. */
export function quietBody(answer: HttpAnswer): unknown {
  try {
    return parseBody(answer);
  } catch {
    return undefined;
  }
}

/** Bytes. Larger answers contain images, and no IDs. */
const largestReceipt = 64 * 1024;

function parseBody(answer: HttpAnswer): unknown {
  const { length } = answer.bytes;
  const start = new TextDecoder().decode(answer.bytes.subarray(0, 64)).trimStart();
  if (/^(https?:|data:image\/)/i.test(start)) return answer.text().trim();
  const last = eventsOf(answer)?.events.at(-1);
  if (last) return last.body;
  if (length > largestReceipt) return answer.json();
  const text = answer.text();
  const quoted = quoteLongNumbers(text);
  if (quoted !== text) {
    try {
      return JSON.parse(quoted) as unknown;
    } catch {
      // The unchanged text is parsed below, which reports the error.
    }
  }
  return answer.json();
}

/** Quotes integers of 16 digits and more, because IDs would lose their last digits as numbers. Strings stay unchanged. */
function quoteLongNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (part) => (part.startsWith('"') ? part : `"${part}"`));
}
