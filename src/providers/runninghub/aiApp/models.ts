/** What can be said of an app without asking: what its configured nodes take, or, where none are, what apps may take. */
import { largestUpload } from '../shared/upload';
import type { KindLimits, Model, ModelKinds } from '../../contract/model';
import type { ProviderConfig } from '../../contract/configuration';
import { optionsSchema, type AiAppOptions } from './options';

/** `auto` leaves the size to the app. */
export const ratios = [
  'auto',
  '1:1',
  '16:9',
  '9:16',
  '4:3',
  '3:4',
  '3:2',
  '2:3',
  '5:4',
  '4:5',
  '21:9',
  '9:21',
] as const;
const resolutions = ['1K', '2K', '4K', '8K'] as const;

const ranges = {
  seed: { min: 0, max: 4_294_967_295 },
  steps: { min: 1, max: 200 },
  cfgScale: { min: 0, max: 50 },
};
/** Latent pictures come in blocks of 8 pixels. */
const freeSize = { min: 64, max: 8_192, multipleOf: 8 };
const pictures = { types: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: largestUpload };
/** Most pictures of an app whose form has not been seen. */
const mostUnseen = 10;

export function knownModels(config: ProviderConfig): readonly Model[] {
  const options = optionsOf(config);
  const name = config.model || options.webappId || 'ai-app';
  return [{ name, label: 'RunningHub AI app', kinds: kindsOf(options) }];
}

/** Another app of the same configuration: its fields are not known before it is asked for its form. */
export function unknownModel(config: ProviderConfig): ModelKinds {
  return kindsOf(optionsOf(config));
}

function optionsOf({ options }: ProviderConfig): AiAppOptions {
  const parsed = optionsSchema.safeParse(options);
  return parsed.success ? parsed.data : optionsSchema.parse({});
}

function kindsOf(options: AiAppOptions): ModelKinds {
  const common = commonLimits(options);
  const max = options.nodes ? options.nodes.images.length : mostUnseen;
  const edit: KindLimits = { ...common, references: { ...pictures, min: 1, max } };
  const makes = effectively(options);
  return {
    ...(makes === 'edit' ? {} : { generate: common }),
    ...(makes === 'generate' || max === 0 ? {} : { edit }),
  };
}

/** Configured nodes tell what `auto` can not know. */
function effectively({ makes, nodes }: AiAppOptions): AiAppOptions['makes'] {
  if (makes !== 'auto' || !nodes) return makes;
  return nodes.images.length > 0 ? 'edit' : 'generate';
}

function commonLimits({ nodes }: AiAppOptions): KindLimits {
  const hasSize = !nodes || (nodes.width !== undefined && nodes.height !== undefined);
  const has = (name: 'seed' | 'steps' | 'cfgScale'): boolean => !nodes || nodes[name] !== undefined;
  return {
    count: 1,
    ...(!nodes || nodes.negativePrompt ? { negativePrompt: true } : {}),
    ...(hasSize || nodes.aspectRatio ? { ratios } : {}),
    ...(hasSize ? { freeSize } : {}),
    ...(!nodes || nodes.resolution ? { resolutions } : {}),
    ...(has('seed') ? { seed: ranges.seed } : {}),
    ...(has('steps') ? { steps: ranges.steps } : {}),
    ...(has('cfgScale') ? { cfgScale: ranges.cfgScale } : {}),
  };
}
