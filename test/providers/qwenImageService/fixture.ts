import { qwenImageService } from '../../../src/providers/qwenImageService';
import type { QwenOptions } from '../../../src/providers/qwenImageService/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import {
  startQwenImageService,
  type QwenImageServiceOptions,
  type QwenImageServiceSimulator,
} from '../../simulators/qwenImageService';
import { providerFixture, type ContextSetup, type ProviderFixture } from '../harness/providerContext';

export interface ServiceFixture {
  service: QwenImageServiceSimulator;
  fixture: ProviderFixture;
  context: ProviderContext<QwenOptions>;
  /** A context as in another process, or with changes. */
  again(change?: ContextSetup): ProviderContext<QwenOptions>;
}

const started: QwenImageServiceSimulator[] = [];

/** Starts a service for one test, with the account of a user. */
export async function setUp(options: QwenImageServiceOptions = {}, change: ContextSetup = {}): Promise<ServiceFixture> {
  const service = await startQwenImageService(options);
  started.push(service);
  const fixture = providerFixture({
    options: { username: 'demo' },
    secrets: { password: 'demo-password' },
    ...change,
    config: { baseUrl: service.url, ...change.config },
  });
  return {
    service,
    fixture,
    context: fixture.context(qwenImageService),
    again: (more = {}) => fixture.context(qwenImageService, more),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}
