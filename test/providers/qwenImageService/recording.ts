/** Recorded answers of the service, and a provider context that gets them. */
import { join } from 'node:path';
import { qwenImageService } from '../../../src/providers/qwenImageService';
import { redact } from '../../../src/http/redact';
import type { QwenOptions } from '../../../src/providers/qwenImageService/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { Failure } from '../../../src/shared/model/failure';
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

export const taskId = '0f6cb8a1-6a3f-4f0e-9a55-2b3d1f0e7c11';
const ticket = { taskId, pictures: 1 };
const { administration } = qwenImageService;

/** The call of the provider for each kind of recording. */
export const calls = {
  submit: (context) => submitFitted(qwenImageService, request({ count: 3 }), context),
  check: (context) => qwenImageService.poll(ticket, context),
  wait: (context) => qwenImageService.wait!(ticket, context, 5_000),
  cancel: (context) => qwenImageService.cancel!(ticket, context),
  signIn: (context) => administration!.me!(context),
  balance: (context) => qwenImageService.balance!(context),
  users: (context) => administration!.users!(context, { skip: 0, limit: 100 }),
  queue: (context) => administration!.queue!(context),
  health: (context) => administration!.health!(context),
  ratios: (context) => administration!.ratios!(context),
} satisfies Record<string, (context: ProviderContext<QwenOptions>) => Promise<unknown>>;
export type RecordedCall = keyof typeof calls;

export const recordings = (): { file: string; list: Recording[] }[] =>
  readRecordings(join(import.meta.dirname, 'recorded'));

export function bodyOf(answer: RecordedAnswer): Uint8Array {
  if (answer.base64 !== undefined) return new Uint8Array(Buffer.from(answer.base64, 'base64'));
  return new TextEncoder().encode(JSON.stringify(answer.body));
}

/** A context whose service returns these answers in order, and then the last one repeatedly. */
export function answeredContext(
  answers: readonly ReadyAnswer[],
  signsIn: boolean,
): { context: ProviderContext<QwenOptions>; requests: SentRequest[] } {
  const fixture = providerFixture({
    options: signsIn ? { username: 'demo', auth: 'on' } : { auth: 'off' },
    secrets: signsIn ? { password: 'demo-password' } : {},
    config: { baseUrl: 'http://service.invalid' },
  });
  const requests: SentRequest[] = [];
  const clean = (text: string): string => redact(text, []);
  const http = answeringHttp(answers, clean, ({ method, path }) => void requests.push({ method, path }));
  return { context: { ...fixture.context(qwenImageService), http }, requests };
}
