/**
 * Events of an image that is made while its answer is streamed, as OpenAI names them: previews (`….partial_image`), finished
 * images (`….completed`), and an error. Previews are shown and never kept.
 */
import type { JsonObject } from '../../shared/model/jobs';
import { imageTypeOf } from '../../http/files/imageBytes';
import { eventJson, type ServerSentEvent } from '../../http/streaming/eventStream';
import type { TaskProgress } from '../contract/task';

export interface ImageEvents {
  /** The data of all events that aren't previews, in order. */
  events: { type: string; body: JsonObject }[];
  /** Whether a preview came. */
  hasPreview: boolean;
}

/**
 * Reads the events to their end. Data that isn't a JSON object is skipped, such as `[DONE]`.
 * @param report Gets every preview that is an image.
 * @throws EaselError if the stream breaks.
 */
export async function collectImageEvents(
  stream: AsyncIterable<ServerSentEvent>,
  report: (progress: TaskProgress) => void,
): Promise<ImageEvents> {
  const events: ImageEvents['events'] = [];
  let hasPreview = false;
  for await (const event of stream) {
    const body = eventJson(event);
    if (!isObject(body)) continue;
    const type = typeof body['type'] === 'string' ? body['type'] : event.event;
    if (!isPreview(type, body)) {
      events.push({ type, body });
      continue;
    }
    hasPreview = true;
    const preview = previewOf(body);
    if (preview) report({ preview });
  }
  return { events, hasPreview };
}

function isPreview(type: string, body: JsonObject): boolean {
  return /partial_?image$/i.test(type) || body['partial_image_index'] !== undefined;
}

function previewOf({ b64_json: base64 }: JsonObject): TaskProgress['preview'] {
  if (typeof base64 !== 'string') return undefined;
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const mediaType = imageTypeOf(bytes);
  return mediaType === undefined ? undefined : { bytes, mediaType };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
