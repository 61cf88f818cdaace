/** The only file that names providers. A new one is one folder and one line here. */
import type { Provider } from './contract/provider';
import { kie } from './kie';
import { nanoBananaEdits } from './openai';
import { qwenImageService } from './qwenImageService';
import { runninghubAiApp } from './runninghub/aiApp';
import { runninghubRhart } from './runninghub/models';
import { sketch } from '../core/providers/sketch';

/** In the order in which they are offered. The options type is each provider's own affair. */
export const providers: readonly Provider[] = [
  sketch,
  qwenImageService,
  kie,
  runninghubAiApp,
  runninghubRhart,
  nanoBananaEdits,
];

export const providerTypes: readonly string[] = providers.map((provider) => provider.type);

export function findProvider(type: string): Provider | undefined {
  return providers.find((provider) => provider.type === type);
}
