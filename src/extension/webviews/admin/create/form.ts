/** The form of the page Create. Pure. */
import type { CreateField, CreateForm, ReferenceView } from '../../../../shared/protocol/pages/create';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { Estimate } from '../../../../shared/model/money';
import type { ChoiceField } from '../../../parameters/choices';
import { rangeMessage, unsetLabel, invalidValueMessage } from '../../../messages/choices';
import { failureMessage } from '../../../messages/failure/failureMessage';
import { parameterHelp, parameterLabel } from '../../../messages/parameters';
import { formatEstimate, overCapMessage } from '../../../messages/money';
import { missingSecretMessage, providerLabel, setSecretLabel } from '../../../messages/providers';
import { formatCount, formatFolder, formatShape } from '../../../messages/promptLine';
import { factLineTo } from '../../../../shared/format/sentences';
import type { Translate } from '../../../../shared/format/translate';
import type { ResolvedDraft, SelectedValues } from './draft';
import { valuesOf } from './values';

export interface FormContext {
  t: Translate;
  /** Output folder as the user wrote it; undefined if no folder is open. */
  folder: string | undefined;
  /** URL of a reference image. */
  url(reference: ReferenceImage): string;
  /** The estimate; undefined if nothing can be started. */
  estimate: Estimate | undefined;
}

export function formView(draft: ResolvedDraft, context: FormContext): CreateForm {
  const { selected, purpose, providers, references } = draft;
  const limits = selected?.selection.limits;
  const { t } = context;
  const problem = problemOf(draft, context);
  const note = noteOf(draft, context);
  return {
    kind: purpose,
    providers: providers.map((provider) => ({ id: provider.config.id, name: providerLabel(provider, t) })),
    fields: selected ? fieldViews(selected, t) : [],
    references: references.map((reference) => referenceView(reference, context)),
    maxReferences: limits?.references?.max ?? maxForEdits(draft),
    takesMask: purpose === 'edit' && limits?.mask === true,
    line: selected ? lineOf(draft, selected, context) : '',
    ...(selected ? { providerId: selected.selection.provider.config.id } : {}),
    ...(limits?.promptLength === undefined ? {} : { promptLength: limits.promptLength }),
    ...(note === undefined ? {} : { note }),
    ...(problem === undefined ? {} : { problem }),
    ...missingSecretOf(selected, t),
    ...unusedMaskOf(draft, t),
  };
}

function missingSecretOf(selected: SelectedValues | undefined, t: Translate): Pick<CreateForm, 'missingSecret'> {
  const provider = selected?.selection.provider;
  const warning = provider && missingSecretMessage(provider, t);
  return !provider || warning === undefined ? {} : { missingSecret: { warning, button: setSecretLabel(provider, t) } };
}

function unusedMaskOf({ mask, selected, maskTarget }: ResolvedDraft, t: Translate): Pick<CreateForm, 'unusedMask'> {
  if (!mask || !selected || selected.selection.limits.mask === true) return {};
  const warning = t("This model doesn't support masks. The mask won't be used.");
  if (!maskTarget) return { unusedMask: { warning } };
  const { name, target } = maskTarget;
  return { unusedMask: { warning, use: { label: t('Use {provider}', { provider: name }), target } } };
}

/** The limit for edits: adding an image turns the request into one, which may have other limits. */
function maxForEdits({ selected }: ResolvedDraft): number {
  const name = selected?.selection.model?.name;
  const models = selected?.selection.provider.models.filter((model) => name === undefined || model.name === name) ?? [];
  return Math.max(0, ...models.map(({ kinds }) => (kinds.edit ?? kinds.batch)?.references?.max ?? 0));
}

function referenceView(reference: ReferenceImage, { url }: FormContext): ReferenceView {
  const { hash, name, width, height } = reference;
  return { hash, name, width, height, url: url(reference) };
}

function fieldViews({ selection, choices, rejected }: SelectedValues, t: Translate): CreateField[] {
  const { fields, provider } = selection;
  const values = { ...valuesOf(choices, fields), ...rejected };
  const labels = new Map(provider.models.map(({ name, label }) => [name, label ?? name]));
  return fields.map((field) => {
    const help = parameterHelp(field.name, t);
    const limit = field.kind === 'list' ? undefined : rangeMessage(field, t);
    const isRejected = rejected[field.name] !== undefined && field.kind !== 'list';
    return {
      name: field.name,
      kind: field.kind,
      label: parameterLabel(field.name, t),
      value: values[field.name] ?? '',
      unset: unsetOf(field, labels, t),
      ...optionsOf(field, labels),
      ...(help === undefined ? {} : { help }),
      ...(limit === undefined ? {} : { limit }),
      ...(isRejected ? { error: invalidValueMessage(field, t) } : {}),
    };
  });
}

function unsetOf(field: ChoiceField, labels: ReadonlyMap<string, string>, t: Translate): string {
  const label = field.name === 'model' && field.kind === 'list' ? labels.get(field.initial ?? '') : undefined;
  return label === undefined ? unsetLabel(field, t) : t('{value} (default)', { value: label });
}

/** Only if there is a list to choose from. */
function optionsOf(field: ChoiceField, labels: ReadonlyMap<string, string>): Pick<CreateField, 'options'> {
  if (field.kind !== 'list') return {};
  const labelOf = (value: string): string => (field.name === 'model' ? (labels.get(value) ?? value) : value);
  const others = field.values.filter((value) => value !== field.initial);
  return { options: others.map((value) => ({ value, label: labelOf(value) })) };
}

/** `Qwen · 16:9 · 4 images · 4 calls · about ¥0.12 → images/` */
function lineOf(
  { references }: ResolvedDraft,
  { selection, choices }: SelectedValues,
  { t, folder, estimate }: FormContext,
): string {
  const { limits, provider, purpose } = selection;
  const [defaultRatio] = purpose === 'generate' ? (limits.ratios ?? []) : [];
  const parts = [
    providerLabel(provider, t),
    formatShape({ choices, ...(defaultRatio === undefined ? {} : { defaultRatio }) }),
    formatCount(choices.count ?? 1, t),
    estimate ? formatEstimate(estimate, t) : '',
  ];
  const isBeside = references[0]?.source !== undefined;
  const where = isBeside ? t('next to the original') : formatFolder(folder, t);
  return factLineTo(parts, where);
}

function problemOf({ selected, purpose, references }: ResolvedDraft, { t, estimate }: FormContext): string | undefined {
  if (!selected) {
    return purpose === 'edit'
      ? t('None of your providers can edit images. Add one that can, such as Qwen Image Service.')
      : failureMessage({ kind: 'settings', reason: 'no-provider' }, t).sentence;
  }
  const rule = purpose === 'edit' ? selected.selection.limits.references : undefined;
  if (rule && (references.length < rule.min || references.length > rule.max)) {
    const values = { count: references.length, min: rule.min, max: rule.max };
    const providerName = selected.selection.provider.config.name;
    return failureMessage({ kind: 'bad-request', reason: 'image-count', providerName, values }, t).sentence;
  }
  return estimate?.overCap?.atCap === 'refuse' ? overCapMessage(estimate.overCap, estimate.amount ?? 0, t) : undefined;
}

function noteOf({ selected, unsupporting }: ResolvedDraft, { t, estimate }: FormContext): string | undefined {
  if (unsupporting && selected) {
    const values = { provider: unsupporting.config.name, other: selected.selection.provider.config.name };
    return t("{provider} can't edit images. {other} is used instead.", values);
  }
  return estimate?.overCap?.atCap === 'warn' ? overCapMessage(estimate.overCap, estimate.amount ?? 0, t) : undefined;
}
