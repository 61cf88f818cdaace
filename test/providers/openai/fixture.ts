import { openai } from '../../../src/providers/openai';
import type { OpenAiOptions } from '../../../src/providers/openai/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { ImageRequest, ReferenceImage } from '../../../src/shared/model/jobs';
import { startOpenAiImages, type OpenAiImagesSimulator } from '../../simulators/openai';
import type { OpenAiImagesOptions } from '../../simulators/openai/simulation';
import { drawPng } from '../../simulators/image';
import { providerFixture, type ContextSetup, type ProviderFixture } from '../harness/providerContext';
import { fetched, follow, request, submitFitted } from '../harness/expect';
import type { ProviderOutput, Submission, TaskStatus } from '../../../src/providers/contract/task';

export interface ServiceFixture {
  service: OpenAiImagesSimulator;
  fixture: ProviderFixture;
  context: ProviderContext<OpenAiOptions>;
  /** Input images of 64 × 48. */
  references(count: number): ReferenceImage[];
  submit(change?: Partial<ImageRequest>): Promise<Submission>;
  /** The status of a submit that was answered with a ticket. */
  poll(submission: Submission): Promise<TaskStatus>;
  /** Submits a job, polls it until it's done, and downloads the outputs. */
  run(change?: Partial<ImageRequest>): Promise<ProviderOutput[]>;
  /** Names of the fields in the last exchange. */
  lastFields(): string[];
}

const started: OpenAiImagesSimulator[] = [];

/** Starts a service for one test, with a context that has its key. */
export async function setUp(options: OpenAiImagesOptions = {}, change: ContextSetup = {}): Promise<ServiceFixture> {
  const service = await startOpenAiImages(options);
  started.push(service);
  const fixture = providerFixture({
    secrets: { key: 'sk-simulator' },
    ...change,
    config: { baseUrl: service.url, ...change.config },
  });
  const context = fixture.context(openai);
  return {
    service,
    fixture,
    context,
    references: (count) =>
      Array.from({ length: count }, (_, index) => fixture.keep(drawPng(64, 48, `reference ${index}`), {})),
    submit: (change = {}) => submitFitted(openai, request(change), context),
    poll: (submission) => {
      if (submission.kind !== 'ticket') throw new Error('answered with the outputs');
      return openai.poll(submission.ticket, context);
    },
    async run(wanted = {}) {
      const submission = await submitFitted(openai, request(wanted), context);
      const outcome = await follow(openai, submission, context);
      if ('state' in outcome && outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
      return fetched((outcome as { outputs: ProviderOutput[] }).outputs, context.config);
    },
    lastFields: () => [...(service.exchanges.at(-1)?.fields ?? [])].sort(),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}
