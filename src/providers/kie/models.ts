/** Looks up the models of the table, and describes those that aren't in it. */
import type { JobKind } from '../../shared/model/jobs';
import type { KindLimits, Model, ModelKinds } from '../contract/model';
import type { ProviderConfig } from '../contract/configuration';
import { aspectRatio, families, nanoBanana, seed, wide, withReferences, type ModelCall } from './modelTable';
import { optionsSchema, type ReferenceField } from './options';

type Calls = Partial<Record<JobKind, ModelCall>>;

const known = new Map<string, { label: string; calls: Calls }>();
for (const { label, generate, edit } of families) {
  if (generate) known.set(generate.model, { label, calls: { generate, ...(edit ? { edit } : {}) } });
  if (edit && !known.has(edit.model)) known.set(edit.model, { label: `${label} (edit)`, calls: { edit } });
}

export const defaultModel = nanoBanana.model;

/** The call for a kind of job; undefined if the model can't do it. A model that isn't listed gets the common fields. */
export function callOf(kind: JobKind, name: string, referenceField: ReferenceField | undefined): ModelCall | undefined {
  const found = known.get(name);
  return found ? found.calls[kind] : unlistedCalls(name, referenceField)[kind];
}

/** The calls of a model that isn't listed: the fields that most models have, and no presets. */
function unlistedCalls(model: string, referenceField: ReferenceField = 'image_urls'): Calls {
  const limits: KindLimits = {
    count: 1,
    promptLength: 20_000,
    ratios: ['auto', ...wide],
    resolutions: ['1K', '2K', '4K'],
    outputFormats: ['png', 'jpeg'],
    seed,
  };
  const generate: ModelCall = { model, limits, ratio: aspectRatio, jpeg: 'jpeg' };
  return {
    generate,
    edit: withReferences(generate, referenceField === 'image_url' ? 1 : 16, { field: referenceField }),
  };
}

/** The limits of a model that isn't listed. */
export function unknownModel(config: ProviderConfig, name: string): ModelKinds {
  return kindsOf(unlistedCalls(name, referenceFieldOf(config)));
}

function referenceFieldOf({ options }: ProviderConfig): ReferenceField | undefined {
  return optionsSchema.safeParse(options).data?.referenceField;
}

function kindsOf({ generate, edit }: Calls): ModelKinds {
  return { ...(generate ? { generate: generate.limits } : {}), ...(edit ? { edit: edit.limits } : {}) };
}

/** The configuration's own model first. */
export function knownModels(config: ProviderConfig): readonly Model[] {
  const own = config.model || defaultModel;
  const names = [own, ...[...known.keys()].filter((name) => name !== own)];
  return names.map((name) => {
    const { label, calls } = known.get(name) ?? { label: name, calls: unlistedCalls(name, referenceFieldOf(config)) };
    return { name, label, kinds: kindsOf(calls) };
  });
}
