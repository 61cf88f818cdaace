/** The list of providers. A new provider is one folder, one import, and one line here. */
import type { Provider } from './contract/provider';
import { kie } from './kie';
import { openai } from './openai';
import { qwenImageService } from './qwenImageService';
import { runninghubAiApp } from './runninghub/aiApp';
import { runninghubModels } from './runninghub/models';
import { sketch } from './sketch';

/** In the order in which they're offered. */
export const providers: readonly Provider[] = [
  sketch,
  qwenImageService,
  kie,
  runninghubAiApp,
  runninghubModels,
  openai,
];

export const providerTypes: readonly string[] = providers.map((provider) => provider.type);

/** By type, or by a former name of the type. */
export function findProvider(type: string): Provider | undefined {
  return providers.find((provider) => provider.type === type || provider.aliases?.includes(type));
}
