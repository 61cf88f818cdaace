/** Reads an answer that is a stream of server-sent events, which services send although none was requested. */
import type { HttpAnswer } from '../../../http/answer/httpAnswer';
import { isFields, type FoundImage, type ResolvePath } from './images';
import { levelsOf } from './levels';
import { readBody, type Reading } from './parse';
import { addUsage, usageOf, type TokenUsage } from './usage';

/** An event whose data is JSON. */
export interface JsonEvent {
  /** The name of the event, or else the `type` in its data; empty if it has neither. */
  type: string;
  body: unknown;
}

/** The events in order, without previews and without those that aren't JSON; undefined if the answer is no stream. */
export function eventsOf(answer: HttpAnswer): { events: JsonEvent[]; hasPreview: boolean } | undefined {
  const start = new TextDecoder().decode(answer.bytes.subarray(0, 64)).trimStart();
  if (answer.type !== 'text/event-stream' || !/^(event|data|id|retry|:)\s*:?/.test(start)) return undefined;
  const all = answer
    .text()
    .split(/(?:\r\n|\r(?!\n)|\n){2,}/)
    .flatMap(readBlock);
  const events = all.filter((event) => !isPreview(event));
  return { events, hasPreview: events.length < all.length };
}

/** Usually one event; several if no blank lines separate them. */
function readBlock(block: string): JsonEvent[] {
  const lines = block.split(/\r\n|\r|\n/);
  const valuesOf = (field: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${field}:`) ? [line.slice(field.length + 1).replace(/^ /, '')] : []));
  const name = valuesOf('event').at(-1) ?? '';
  const data = valuesOf('data');
  const whole = parse(data.join('\n'), name);
  return whole.length > 0 ? whole : data.flatMap((line) => parse(line, ''));
}

function parse(data: string, name: string): JsonEvent[] {
  try {
    const body: unknown = JSON.parse(data);
    const type = isFields(body) && typeof body['type'] === 'string' ? body['type'] : '';
    return [{ type: name || type, body }];
  } catch {
    // Such as `[DONE]`.
    return [];
  }
}

/** `partial_succeeded` is a finished image; `partial_image` isn't. */
function isPreview({ type, body }: JsonEvent): boolean {
  if (/partial_?image$|preview/i.test(type)) return true;
  return isFields(body) && (body['partial_image_index'] !== undefined || body['partial_image_b64'] !== undefined);
}

/** Services that send one event per image name it so; others repeat the whole state in each event. */
const finished = /(completed|succeeded)$/i;

/** What the events of a stream say together. */
export function readEvents(events: readonly JsonEvent[], resolve: ResolvePath): Reading {
  const readings = events.map(({ type, body }) => ({ type, body, reading: readBody(body, resolve) }));
  const withImages = readings.flatMap(({ type, reading }) => (reading.kind === 'images' ? [{ type, reading }] : []));
  const each = withImages.filter(({ type }) => finished.test(type)).map(({ reading }) => reading);
  const taken = each.length > 0 ? each : withImages.slice(-1).map(({ reading }) => reading);
  if (taken.length > 0) {
    const others = readings.filter(({ reading }) => reading.kind !== 'images');
    const usage = others.map(({ body }) => usageOf(levelsOf(body))).findLast((one) => one !== undefined);
    return merge(taken, usage);
  }
  const told = readings.map(({ reading }) => reading).filter(({ kind }) => kind !== 'unknown');
  const end = told.findLast(({ kind }) => kind === 'refused' || kind === 'failed');
  return end ?? told.at(-1) ?? { kind: 'unknown' };
}

/** @param total The token counts of the whole stream, if an event without an image states them. */
function merge(readings: readonly Extract<Reading, { kind: 'images' }>[], total: TokenUsage | undefined): Reading {
  const images: FoundImage[] = [];
  for (const image of readings.flatMap((reading) => reading.images)) {
    if (!images.some((one) => isSame(one, image))) images.push(image);
  }
  const usage = total ?? readings.map((reading) => reading.usage).reduce(addUsage, undefined);
  return { kind: 'images', images, ...(usage ? { usage } : {}) };
}

function isSame({ source: one }: FoundImage, { source: other }: FoundImage): boolean {
  if ('url' in one) return 'url' in other && one.url === other.url;
  return 'bytes' in other && Buffer.compare(one.bytes, other.bytes) === 0;
}
