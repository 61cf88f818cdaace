/** The limits of an app: by its configured nodes, by its form, or else by what any app may take. */
import { largestUpload } from '../shared/upload';
import type { KindLimits, Model, ModelKinds } from '../../contract/model';
import type { ProviderConfig } from '../../contract/configuration';
import { formOf } from './form';
import { configuredMapping, suggestedMapping, type Mapping, type Slot, type SlotName } from './mapping';
import { choiceFor } from './nodes';
import { appIdOf, optionsSchema, type AiAppOptions } from './options';
import type { ProviderContext } from '../../contract/context';

type Context = ProviderContext<AiAppOptions>;

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
/** Latent images consist of blocks of 8 pixels. */
const freeSize = { min: 64, max: 8_192, multipleOf: 8 };
const imageLimits = { types: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: largestUpload };
/** Maximum number of input images of an app whose form isn't known. */
const maxUnknown = 10;

export function knownModels(config: ProviderConfig): readonly Model[] {
  return [modelOf(config, {})];
}

/** The configured app with the fields of its form. */
export async function models(context: Context): Promise<readonly Model[]> {
  const { config, options } = context;
  const webappId = appIdOf(options.webappId) ?? appIdOf(config.model);
  // Configured nodes replace the form.
  if (options.nodes || webappId === undefined) return knownModels(config);
  const form = await formOf(context, webappId);
  return [modelOf(config, { label: form.name, mapping: suggestedMapping(form) })];
}

/** Another app than the configured one: its form isn't known before the submit. */
export function unknownModel(config: ProviderConfig): ModelKinds {
  const options = optionsOf(config);
  return kindsOf(options, configured(options));
}

function modelOf(config: ProviderConfig, known: { label?: string; mapping?: Mapping }): Model {
  const options = optionsOf(config);
  return {
    name: config.model || options.webappId || 'ai-app',
    label: known.label || 'RunningHub AI app',
    kinds: kindsOf(options, known.mapping ?? configured(options)),
  };
}

function optionsOf({ options }: ProviderConfig): AiAppOptions {
  const parsed = optionsSchema.safeParse(options);
  return parsed.success ? parsed.data : optionsSchema.parse({});
}

function configured({ nodes }: AiAppOptions): Mapping | undefined {
  return nodes && configuredMapping(nodes);
}

/** @param mapping Left out: the app's fields aren't known. */
function kindsOf(options: AiAppOptions, mapping: Mapping | undefined): ModelKinds {
  const common = commonLimits(mapping);
  const max = mapping ? mapping.images.length : maxUnknown;
  const edit: KindLimits = { ...common, references: { ...imageLimits, min: 1, max } };
  const makes = purposeOf(options, mapping);
  return {
    ...(makes === 'edit' ? {} : { generate: common }),
    ...(makes === 'generate' || max === 0 ? {} : { edit }),
  };
}

/** An app with fields for images needs them, unless the configuration says otherwise. */
function purposeOf({ makes }: AiAppOptions, mapping: Mapping | undefined): AiAppOptions['makes'] {
  if (makes !== 'auto' || !mapping) return makes;
  return mapping.images.length > 0 ? 'edit' : 'generate';
}

function commonLimits(mapping: Mapping | undefined): KindLimits {
  const has = (name: SlotName): boolean => !mapping || mapping.slots[name] !== undefined;
  const hasSize = has('width') && has('height');
  return {
    count: 1,
    ...(has('negativePrompt') ? { negativePrompt: true } : {}),
    ...some('ratios', hasSize ? ratios : allowed(ratios, mapping?.slots.aspectRatio)),
    ...(hasSize ? { freeSize } : {}),
    ...some('resolutions', mapping ? allowed(resolutions, mapping.slots.resolution) : resolutions),
    ...(has('seed') ? { seed: ranges.seed } : {}),
    ...(has('steps') ? { steps: ranges.steps } : {}),
    ...(has('cfgScale') ? { cfgScale: ranges.cfgScale } : {}),
  };
}

/** The values that a field takes; `auto` leaves it unchanged. */
function allowed<Value extends string>(values: readonly Value[], slot: Slot | undefined): readonly Value[] {
  if (!slot) return [];
  return values.filter((value) => value === 'auto' || choiceFor(slot, value) !== undefined);
}

function some<Name extends string, Value>(name: Name, values: readonly Value[]): { [key in Name]?: readonly Value[] } {
  return (values.length > 0 ? { [name]: values } : {}) as { [key in Name]?: readonly Value[] };
}
