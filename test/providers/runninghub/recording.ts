/** Recorded answers of RunningHub, and a provider context that gets them. */
import { join } from 'node:path';
import { redact } from '../../../src/http/redact';
import { uploadPathV1, uploadImage } from '../../../src/providers/runninghub/shared/upload';
import { runninghubAiApp } from '../../../src/providers/runninghub/aiApp';
import { formOf } from '../../../src/providers/runninghub/aiApp/form';
import { runninghubModels } from '../../../src/providers/runninghub/models';
import type { Provider, TaskProvider } from '../../../src/providers/contract/provider';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { Failure } from '../../../src/shared/model/failure';
import { drawPng } from '../../simulators/image';
import { answeringHttp, readRecordings, type SentRequest, type ReadyAnswer } from '../harness/recordedAnswers';
import { providerFixture, type ContextSetup } from '../harness/providerContext';
import { request, submitFitted } from '../harness/expect';

export interface RecordedAnswer {
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  /** JSON. */
  body?: unknown;
  /** JSON with numbers that JavaScript can't represent, or any other text. */
  text?: string;
}

export interface Recording {
  name: string;
  call: RecordedCall;
  answers: RecordedAnswer[];
  expected?: unknown;
  fails?: Partial<Failure>;
}

const webappId = '1877265245566922753';
const ticket = { taskId: '1910246754753896450', host: 'service.invalid', at: 0 };
/** Configured nodes need no form. */
const nodes = { prompt: '6.text' };

interface Call {
  provider: Provider;
  setup: ContextSetup;
  run(context: ProviderContext): Promise<unknown>;
}

const apps: TaskProvider = runninghubAiApp;
const models: TaskProvider = runninghubModels;
const appSetup: ContextSetup = { options: { webappId, nodes } };

function polling(resultPath: string): Call {
  return { provider: apps, setup: { config: { resultPath } }, run: (context) => apps.poll(ticket, context) };
}

/** The call of the provider for each kind of recording. */
const appCalls = {
  submit: { provider: apps, setup: appSetup, run: (context) => submitFitted(apps, request(), context) },
  submitV2: {
    provider: apps,
    setup: { ...appSetup, config: { submitPath: '/openapi/v2/run/ai-app' } },
    run: (context) => submitFitted(apps, request(), context),
  },
  outputs: polling('/task/openapi/outputs'),
  status: polling('/task/openapi/status'),
  seed: polling('/task/openapi/ai-app/status'),
  cancel: { provider: apps, setup: {}, run: (context) => apps.cancel!(ticket, context) },
  balance: { provider: apps, setup: {}, run: (context) => apps.balance!(context) },
  form: {
    provider: apps,
    setup: { options: { webappId } },
    run: async (context) => {
      const { name, fields } = await formOf(context, webappId);
      return { name, count: fields.length };
    },
  },
} satisfies Record<string, Call>;

const modelCalls = {
  submit: { provider: models, setup: {}, run: (context) => submitFitted(models, request(), context) },
  check: { provider: models, setup: {}, run: (context) => models.poll(ticket, context) },
} satisfies Record<string, Call>;

export type RecordedCall = keyof typeof appCalls | keyof typeof modelCalls | 'upload';

export function recordings(type: string): { file: string; list: Recording[] }[] {
  const folder = type === runninghubModels.type ? 'models' : 'aiApp';
  return readRecordings(join(import.meta.dirname, folder, 'recorded'));
}

export function bodyOf(answer: RecordedAnswer): Uint8Array {
  return new TextEncoder().encode(answer.text ?? JSON.stringify(answer.body));
}

/** Makes the recorded call with a service that returns these answers in order, and then the last one repeatedly. */
export async function play(
  type: string,
  call: RecordedCall,
  answers: readonly ReadyAnswer[],
): Promise<{ requests: SentRequest[]; outcome: Promise<unknown> }> {
  const { provider, setup, run } = callOf(type, call);
  const config = { baseUrl: 'http://service.invalid', ...setup.config };
  const fixture = providerFixture({ ...setup, config, secrets: { key: 'a-key-of-some-length' }, now: () => 1e12 });
  const requests: SentRequest[] = [];
  const clean = (text: string): string => redact(text, []);
  const http = answeringHttp(answers, clean, ({ method, path }) => void requests.push({ method, path }));
  const reference = fixture.keep(drawPng(8, 8, 'x'), {});
  const context = { ...fixture.context(provider), http };
  const upload = (): Promise<unknown> => uploadImage(context, { reference, path: uploadPathV1, name: 'image-1' });
  const outcome = call === 'upload' ? upload() : run(context);
  await outcome.catch(() => undefined);
  return { requests, outcome };
}

function callOf(type: string, name: RecordedCall): Call {
  const calls: Record<string, Call> = type === runninghubModels.type ? modelCalls : appCalls;
  const call = calls[name] ?? (name === 'upload' ? appCalls.balance : undefined);
  if (!call) throw new Error(`no call ${name} for ${type}`);
  return call;
}
