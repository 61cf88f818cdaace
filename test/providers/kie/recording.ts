/** Recorded answers of KIE, and a provider context that gets them. */
import { join } from 'node:path';
import { kie } from '../../../src/providers/kie';
import type { Failure } from '../../../src/shared/model/failure';
import { drawPng } from '../../simulators/image';
import { answeringHttp, readRecordings, type SentRequest, type ReadyAnswer } from '../harness/recordedAnswers';
import { providerFixture } from '../harness/providerContext';
import { request, submitFitted } from '../harness/expect';

export interface RecordedAnswer {
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  /** JSON. */
  body?: unknown;
  /** Anything else. */
  base64?: string;
}

export interface Recording {
  name: string;
  call: RecordedCall;
  answers: RecordedAnswer[];
  expected?: unknown;
  fails?: Partial<Failure>;
}

export type RecordedCall = 'submit' | 'edit' | 'check' | 'checkEarly' | 'balance' | 'test' | 'identify';

export const taskId = '281e5b0f39b9c2f1a4d7e6b8c3d2a1f0';
/** Milliseconds since 1970, of all contexts here. */
export const now = 1_757_584_200_000;
const minute = 60_000;

/** Makes a call with a service that returns these answers in order, and then the last one repeatedly. */
export async function play(
  call: RecordedCall,
  answers: readonly ReadyAnswer[],
  requests: SentRequest[],
): Promise<unknown> {
  const fixture = providerFixture({ secrets: { key: 'kie-recorded-key-9876' }, now: () => now });
  const own = fixture.context(kie);
  const note = ({ method, path }: SentRequest): void => void requests.push({ method, path });
  const context = { ...own, http: answeringHttp(answers, own.http.clean, note) };
  switch (call) {
    case 'submit':
      return submitFitted(kie, request(), context);
    case 'edit': {
      const reference = fixture.keep(drawPng(8, 8, 'reference'), { width: 8, height: 8 });
      return submitFitted(kie, request({ kind: 'edit', references: [reference] }), context);
    }
    case 'check':
      return kie.poll({ taskId, submittedAt: now - 10 * minute, pictures: 1 }, context);
    case 'checkEarly':
      return kie.poll({ taskId, submittedAt: now - minute, pictures: 1 }, context);
    case 'balance':
      return kie.balance!(context);
    case 'test':
      return kie.test(context);
    case 'identify':
      return (await kie.webhook!.identify({ headers: {}, body: answers[0]!.bytes }, context)) ?? null;
  }
}

export const recordings = (): { file: string; list: Recording[] }[] =>
  readRecordings(join(import.meta.dirname, 'recorded'));

export function bodyOf(answer: RecordedAnswer): Uint8Array {
  if (answer.base64 !== undefined) return new Uint8Array(Buffer.from(answer.base64, 'base64'));
  return new TextEncoder().encode(JSON.stringify(answer.body));
}
