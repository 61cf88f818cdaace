/** Recorded answers of services, and a provider context that gets them. */
import { join } from 'node:path';
import { openai as provider } from '../../../src/providers/openai';
import type { OpenAiOptions } from '../../../src/providers/openai/options';
import { redact } from '../../../src/http/redact';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { Failure } from '../../../src/shared/model/failure';
import { drawPng } from '../../simulators/image';
import { answeringHttp, readRecordings, type ReadyAnswer } from '../harness/recordedAnswers';
import { providerFixture } from '../harness/providerContext';
import { request, submitFitted } from '../harness/expect';

export interface RecordedAnswer {
  /** 200 when left out. */
  status?: number;
  /** `application/json` when left out. */
  type?: string;
  retryAfter?: string;
  headers?: Record<string, string>;
  /** JSON; `$png` is replaced by an image in base64, `$cut` by half of one. */
  body?: unknown;
  text?: string;
  base64?: string;
}

export interface Recording extends RecordedAnswer {
  name: string;
  call: RecordedCall;
  /** Answers to further calls. */
  more?: RecordedAnswer[];
  config?: Partial<ProviderConfig>;
  options?: Record<string, unknown>;
  key?: string;
  expected?: unknown;
  fails?: Partial<Failure>;
  /** The expected requests, if they matter. */
  requests?: string[];
}

/** The call of the provider for each kind of recording. */
export const calls = {
  submit: (context) => submitFitted(provider, request(), context),
  check: (context) => provider.poll({ id: 't1', pictures: 1 }, context),
  test: (context) => provider.test(context),
  balance: (context) => provider.balance!(context),
} satisfies Record<string, (context: ProviderContext<OpenAiOptions>) => Promise<unknown>>;
export type RecordedCall = keyof typeof calls;

const png = Buffer.from(drawPng(16, 16, 'recorded')).toString('base64');
const cut = png.slice(0, 80);

export const recordings = (): { file: string; list: Recording[] }[] =>
  readRecordings(join(import.meta.dirname, 'recorded'), withImages);

function withImages(text: string): string {
  return text.replaceAll('$png', png).replaceAll('$cut', cut);
}

export function bytesOf({ body, text, base64 }: RecordedAnswer): Uint8Array {
  if (base64 !== undefined) return new Uint8Array(Buffer.from(base64, 'base64'));
  return new TextEncoder().encode(text ?? JSON.stringify(body));
}

export function headersOf({ type, retryAfter, headers }: RecordedAnswer): Record<string, string> {
  return {
    'content-type': type ?? 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    ...headers,
  };
}

export function readyAnswers(recording: Recording): ReadyAnswer[] {
  return [recording, ...(recording.more ?? [])].map((one) => ({
    status: one.status ?? 200,
    headers: headersOf(one),
    bytes: bytesOf(one),
  }));
}

/** A context whose service returns these answers in order, and then the last one repeatedly. */
export function answeredContext(
  answers: readonly ReadyAnswer[],
  { config, options, key }: Pick<Recording, 'config' | 'options' | 'key'>,
): { context: ProviderContext<OpenAiOptions>; requests: string[] } {
  const fixture = providerFixture({
    config: { baseUrl: 'http://service.invalid', ...config },
    ...(options ? { options } : {}),
    secrets: key === undefined ? {} : { key },
    now: () => 1_790_000_000_000,
  });
  const requests: string[] = [];
  const clean = (text: string): string => redact(text, key === undefined ? [] : [key]);
  const http = answeringHttp(answers, clean, ({ method, path, json }) => {
    requests.push(`${method} ${path}${json === undefined ? '' : ` ${JSON.stringify(json)}`}`);
  });
  return { context: { ...fixture.context(provider), http }, requests };
}
