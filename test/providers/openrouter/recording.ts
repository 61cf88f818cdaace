/** Answers of OpenRouter by the schemas of its SDK, its documentation and public issue threads. */
import { join } from 'node:path';
import { openrouter } from '../../../src/providers/openrouter';
import type { Failure } from '../../../src/shared/model/failure';
import { drawPng } from '../../simulators/image';
import { request, submitFitted } from '../harness/expect';
import { providerFixture } from '../harness/providerContext';
import { answeringHttp, readRecordings, type ReadyAnswer, type SentRequest } from '../harness/recordedAnswers';

export interface Recording {
  name: string;
  call: 'submit' | 'models' | 'test';
  /** 200 when left out. */
  status?: number;
  /** JSON; `$png` is replaced by an image in base64, `$cut` by half of one. */
  body?: unknown;
  text?: string;
  type?: string;
  /** Number of images, or names of models. */
  expected?: number | string[];
  /** What the job says besides its images. */
  note?: string;
  fails?: Partial<Failure>;
}

const png = Buffer.from(drawPng(16, 16, 'recorded')).toString('base64');

export const recordings = (): { file: string; list: Recording[] }[] =>
  readRecordings(join(import.meta.dirname, 'recorded'), (text) =>
    text.replaceAll('$png', png).replaceAll('$cut', png.slice(0, 80)),
  );

export function readyAnswer({ status = 200, body, text, type = 'application/json' }: Recording): ReadyAnswer {
  return {
    status,
    headers: { 'content-type': type },
    bytes: new TextEncoder().encode(text ?? JSON.stringify(body)),
  };
}

/** Makes a call with a service that gives this answer every time. */
export async function play(
  call: Recording['call'],
  answers: readonly ReadyAnswer[],
  requests: SentRequest[],
): Promise<unknown> {
  const own = providerFixture({ secrets: { key: 'sk-or-recorded-9876' } }).context(openrouter);
  const note = ({ method, path }: SentRequest): void => void requests.push({ method, path });
  const context = { ...own, http: answeringHttp(answers, own.http.clean, note) };
  switch (call) {
    case 'submit':
      return submitFitted(openrouter, request(), context);
    case 'models':
      return openrouter.models?.(context);
    case 'test':
      return openrouter.test(context);
  }
}
