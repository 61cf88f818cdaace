/** The only file that names providers. A new one is one folder and one line here. */
import type { Provider } from './provider';
import { kie } from './kie';
import { nanoBananaEdits } from './nanoBananaEdits';
import { qwenImageService } from './qwenImageService';
import { runninghubAiApp } from './runninghubAiApp';
import { runninghubRhart } from './runninghubRhart';
import { sketch } from './sketch';

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
