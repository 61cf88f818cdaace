/** Changes to a draft. Pure. */
import type { CreateDraft, CreateForm, CreateTarget } from '../../../src/shared/protocol/pages/create';

/** Another provider has other parameters; images and mask stay. */
export function withProvider({ references, mask }: CreateDraft, providerId: string): CreateDraft {
  return { references, providerId, ...(mask === undefined ? {} : { mask }) };
}

export function withTarget(draft: CreateDraft, { providerId, values }: CreateTarget): CreateDraft {
  return { ...withProvider(draft, providerId), ...(values ? { values } : {}) };
}

/** @param form The source of unchanged values. A size replaces an aspect ratio, and vice versa. */
export function withValue(
  draft: CreateDraft,
  form: Pick<CreateForm, 'fields'> | undefined,
  [name, value]: readonly [name: string, value: string],
): CreateDraft {
  const values = Object.fromEntries(form?.fields.map((field) => [field.name, field.value]) ?? []);
  if (name === 'size' && value !== '') delete values['aspectRatio'];
  if (name === 'aspectRatio' && value !== '') delete values['size'];
  return { ...draft, values: { ...values, [name]: value } };
}

/** An edit has other parameters than a new image, and a mask belongs to its image. Each image is used once. */
export function withReferences(draft: CreateDraft, references: readonly string[]): CreateDraft {
  const { values, mask, ...others } = draft;
  const isSameKind = references.length > 0 === draft.references.length > 0;
  return {
    ...others,
    references: references.filter((hash, index) => references.indexOf(hash) === index),
    ...(values && isSameKind ? { values } : {}),
    ...(mask !== undefined && references[0] === draft.references[0] ? { mask } : {}),
  };
}

export function withoutMask({ mask: _mask, ...others }: CreateDraft): CreateDraft {
  return others;
}
