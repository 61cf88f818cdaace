/** The limits of the service's two models. Source: its form fields, and GET /text-to-image/aspect-ratios. */
import type { KindLimits, Model, ModelKinds, Sizes } from '../contract/model';
import type { ProviderConfig } from '../contract/configuration';
import { optionsSchema } from './options';

/** Pixels for each ratio. The service silently makes 1024 × 1024 for any other text. */
export const ratioSizes: Sizes = {
  '1:1': [1024, 1024],
  '16:9': [1664, 928],
  '9:16': [928, 1664],
  '4:3': [1472, 1104],
  '3:4': [1104, 1472],
  '3:2': [1584, 1056],
  '2:3': [1056, 1584],
};

/** Separates the prompts of a batch; a prompt that contains it would be split. */
export const promptSeparator = '|';

const common: Pick<KindLimits, 'negativePrompt' | 'seed' | 'cfgScale'> = {
  negativePrompt: true,
  seed: { min: 0, max: 2_147_483_647 },
  cfgScale: { min: 1, max: 10, default: 4 },
};

const references = {
  min: 1,
  types: ['image/jpeg', 'image/png', 'image/webp'],
  maxBytes: 20 * 1024 * 1024,
} as const;

const edit: KindLimits = {
  ...common,
  count: 4,
  steps: { min: 20, max: 100, default: 40 },
  references: { ...references, max: 2 },
};

const batch: KindLimits = {
  ...common,
  count: 1,
  prompts: 10,
  promptSeparator,
  steps: { min: 20, max: 100, default: 40 },
  references: { ...references, max: 1 },
};

/** The model name isn't sent, so any name means the same two models. */
export function unknownModel(config: ProviderConfig): ModelKinds {
  const { generate, ...others } = kindsOf(config, ratioSizes);
  return { generate: { ...generate, hasMoreRatios: true }, ...others };
}

/** One entry: the service chooses its model by the call, and takes no model name. */
export function knownModels(config: ProviderConfig): readonly Model[] {
  return [modelOf(config, unknownModel(config))];
}

/** @param sizes The ratios that the service lists, besides those of the options. */
export function modelsWith(config: ProviderConfig, sizes: Sizes): readonly Model[] {
  return [modelOf(config, kindsOf(config, sizes))];
}

function modelOf(config: ProviderConfig, kinds: ModelKinds): Model {
  return { name: config.model || 'qwen-image', label: 'Qwen Image', kinds, price: 'free' };
}

function kindsOf(config: ProviderConfig, own: Sizes): Required<ModelKinds> {
  const parsed = optionsSchema.safeParse(config.options);
  const sizes = { ...own, ...(parsed.success ? parsed.data.ratios : {}) };
  const generate: KindLimits = {
    ...common,
    count: 4,
    steps: { min: 20, max: 100, default: 50 },
    ratios: Object.keys(sizes),
    sizes,
  };
  return { generate, edit, batch };
}
