/** From the bytes of an answer to what can be read: JSON, the text of a picture's URL, or the picture itself. */
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { imageTypeOf } from '../../http/files/imageBytes';
import type { ResolvePath } from './images';
import { readBody, readError, type Reading, type ServiceError } from './parse';

/** @throws EaselError `bad-answer` for what is neither JSON nor a picture (`html-answer`, `cut-answer`). */
export function readAnswer(answer: HttpAnswer, resolve: ResolvePath): Reading {
  if (imageTypeOf(answer.bytes)) return { kind: 'pictures', pictures: [{ source: { bytes: answer.bytes } }] };
  return readBody(parseBody(answer), resolve);
}

/** What an answer with an error status says; empty when it is no JSON. */
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

/** Bytes. Receipts are small; in an answer with pictures in it no number matters. */
const largestReceipt = 64 * 1024;

function parseBody(answer: HttpAnswer): unknown {
  const { length } = answer.bytes;
  const start = new TextDecoder().decode(answer.bytes.subarray(0, 64)).trimStart();
  if (/^(https?:|data:image\/)/i.test(start)) return answer.text().trim();
  if (/^(event|data|id|retry|:)\s*:?/.test(start) && answer.type === 'text/event-stream') return lastEvent(answer);
  if (length > largestReceipt) return answer.json();
  const text = answer.text();
  const quoted = quoteLongNumbers(text);
  if (quoted !== text) {
    try {
      return JSON.parse(quoted) as unknown;
    } catch {
      // As it stands, then, with the usual words for what is wrong with it.
    }
  }
  return answer.json();
}

/** Ids of 16 digits and more would lose their last ones as numbers. Texts are stepped over. */
function quoteLongNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (part) => (part.startsWith('"') ? part : `"${part}"`));
}

/** Of a stream that nobody asked for, the last event tells how it ended. */
function lastEvent(answer: HttpAnswer): unknown {
  const lines = answer.text().split(/\r?\n/).reverse();
  for (const line of lines) {
    const data = /^data:\s?(.*)$/.exec(line)?.[1];
    if (data === undefined || data.trim() === '[DONE]') continue;
    try {
      return JSON.parse(data) as unknown;
    } catch {
      continue;
    }
  }
  return answer.json();
}
