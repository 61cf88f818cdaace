import { openrouter } from '../../../src/providers/openrouter';
import type { OpenRouterOptions } from '../../../src/providers/openrouter/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { Submission } from '../../../src/providers/contract/task';
import type { ImageRequest, ReferenceImage } from '../../../src/shared/model/jobs';
import { drawPng } from '../../simulators/image';
import { rightKey, startOpenRouter, type OpenRouterSimulator } from '../../simulators/openrouter';
import { request, submitFitted } from '../harness/expect';
import { providerFixture, type ContextSetup, type ProviderFixture } from '../harness/providerContext';

/** A model that sends previews. */
export const streaming = 'openai/gpt-image-2';

export interface ServiceFixture {
  service: OpenRouterSimulator;
  fixture: ProviderFixture;
  context: ProviderContext<OpenRouterOptions>;
  /** Input images of 64 × 48. */
  references(count: number): ReferenceImage[];
  submit(change?: Partial<ImageRequest>): Promise<Submission>;
}

const started: OpenRouterSimulator[] = [];

/** Starts a service for one test, with a context that has its key. */
export async function setUp(change: ContextSetup = {}): Promise<ServiceFixture> {
  const service = await startOpenRouter();
  started.push(service);
  const fixture = providerFixture({
    secrets: { key: rightKey },
    ...change,
    config: { baseUrl: service.url, ...change.config },
  });
  const context = fixture.context(openrouter);
  return {
    service,
    fixture,
    context,
    references: (count) =>
      Array.from({ length: count }, (_, index) => fixture.keep(drawPng(64, 48, `reference ${index}`), {})),
    submit: (wanted = {}) => submitFitted(openrouter, request(wanted), context),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}
