import { qwenImageService } from '../../../src/providers/qwenImageService';
import type { QwenOptions } from '../../../src/providers/qwenImageService/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import {
  startQwenImageService,
  type QwenImageServiceOptions,
  type QwenImageServiceSimulator,
} from '../../simulators/qwenImageService';
import { surroundings, type ContextSetup, type Surroundings } from '../harness/providerContext';

export interface Setting {
  service: QwenImageServiceSimulator;
  around: Surroundings;
  context: ProviderContext<QwenOptions>;
  /** The same in another process, or with something changed. */
  again(change?: ContextSetup): ProviderContext<QwenOptions>;
}

const started: QwenImageServiceSimulator[] = [];

/** A service of its own for one test, with a signed-up person before it. */
export async function setUp(options: QwenImageServiceOptions = {}, change: ContextSetup = {}): Promise<Setting> {
  const service = await startQwenImageService(options);
  started.push(service);
  const around = surroundings({
    options: { username: 'demo' },
    secrets: { password: 'demo-password' },
    ...change,
    config: { baseUrl: service.url, ...change.config },
  });
  return {
    service,
    around,
    context: around.context(qwenImageService),
    again: (more = {}) => around.context(qwenImageService, more),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}
