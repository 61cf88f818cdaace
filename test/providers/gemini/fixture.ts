import { gemini } from '../../../src/providers/gemini';
import type { GeminiOptions } from '../../../src/providers/gemini/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { Submission } from '../../../src/providers/contract/task';
import type { ImageRequest, ReferenceImage } from '../../../src/shared/model/jobs';
import {
  rightKey,
  startGemini,
  type GeminiOptions as ServiceOptions,
  type GeminiSimulator,
} from '../../simulators/gemini';
import { drawPng } from '../../simulators/image';
import { request, submitFitted } from '../harness/expect';
import { providerFixture, type ContextSetup, type ProviderFixture } from '../harness/providerContext';

export interface ServiceFixture {
  service: GeminiSimulator;
  fixture: ProviderFixture;
  context: ProviderContext<GeminiOptions>;
  /** Input images of 64 × 48. */
  references(count: number): ReferenceImage[];
  submit(change?: Partial<ImageRequest>): Promise<Submission>;
}

const started: GeminiSimulator[] = [];

/** Starts a service for one test, with a context that has its key. */
export async function setUp(options: ServiceOptions = {}, change: ContextSetup = {}): Promise<ServiceFixture> {
  const service = await startGemini(options);
  started.push(service);
  const fixture = providerFixture({
    secrets: { key: rightKey },
    ...change,
    config: { baseUrl: service.url, ...change.config },
  });
  const context = fixture.context(gemini);
  return {
    service,
    fixture,
    context,
    references: (count) =>
      Array.from({ length: count }, (_, index) => fixture.keep(drawPng(64, 48, `reference ${index}`), {})),
    submit: (wanted = {}) => submitFitted(gemini, request(wanted), context),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}
