/** Recorded answers of services, and an HTTP client that returns them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnswer } from '../../../src/http/answer/createAnswer';
import type { Http } from '../../../src/http/httpClient';
import type { HttpRequest } from '../../../src/http/request/request';

/** An answer on the wire. */
export interface ReadyAnswer {
  status: number;
  headers: Record<string, string>;
  bytes: Uint8Array;
}

/** The recorded answers on the wire. */
export function readyAnswers<One extends { status: number; headers: Record<string, string> }>(
  list: readonly One[],
  bytesOf: (one: One) => Uint8Array,
): ReadyAnswer[] {
  return list.map((one) => ({ status: one.status, headers: one.headers, bytes: bytesOf(one) }));
}

/** A request of the provider. */
export interface SentRequest {
  method: string;
  path: string;
}

/** The recordings in a folder, file by file. @param prepare Changes the text of a file before it's parsed. */
export function readRecordings<Recording>(
  folder: string,
  prepare: (text: string) => string = (text) => text,
): { file: string; list: Recording[] }[] {
  return readdirSync(folder)
    .sort()
    .map((file) => ({ file, list: JSON.parse(prepare(readFileSync(join(folder, file), 'utf8'))) as Recording[] }));
}

/** Returns the answers in order, and then the last one repeatedly. @param note Called with every request. */
export function answeringHttp(
  answers: readonly ReadyAnswer[],
  clean: (text: string) => string,
  note: (request: HttpRequest) => void,
): Http {
  let count = 0;
  return {
    clean,
    stream: () => Promise.reject(new Error('no streams are recorded')),
    socket: () => Promise.reject(new Error('no sockets are recorded')),
    send: async (request) => {
      const answer = answers[Math.min(count, answers.length - 1)];
      count += 1;
      note(request);
      if (!answer) throw new Error('nothing was recorded');
      return createAnswer(answer, { host: 'service.invalid', paid: request.paid === true, clean });
    },
  };
}
