import { kie } from '../../../src/providers/kie';
import type { KieOptions as Options } from '../../../src/providers/kie/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { startKie, type KieOptions, type KieSimulator } from '../../simulators/kie';
import { providerFixture, type ContextSetup, type ProviderFixture } from '../harness/providerContext';

export interface ServiceFixture {
  service: KieSimulator;
  fixture: ProviderFixture;
  context: ProviderContext<Options>;
  /** A context as in another process, or with changes. */
  again(change?: ContextSetup): ProviderContext<Options>;
}

const started: KieSimulator[] = [];

/** Starts a service for one test, with a context that has its key. */
export async function setUp(options: KieOptions = {}, change: ContextSetup = {}): Promise<ServiceFixture> {
  const service = await startKie({ tasksPerWindow: 1000, ...options });
  started.push(service);
  const fixture = providerFixture({
    secrets: { key: service.key },
    ...change,
    config: {
      baseUrl: service.url,
      sites: { global: service.url },
      uploadPath: `${service.uploadUrl}/api/file-stream-upload`,
      ...change.config,
    },
  });
  return {
    service,
    fixture,
    context: fixture.context(kie),
    again: (more = {}) => fixture.context(kie, more),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}
