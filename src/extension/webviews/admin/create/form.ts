/** The form of a new image as the page shows it. Pure. */
import type { CreateField, CreateForm, ReferenceView } from '../../../../shared/protocol/create';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { Estimate } from '../../../../shared/model/money';
import type { ChoiceField } from '../../../parameters/choices';
import { rangeMessage, unsetLabel, invalidValueMessage } from '../../../messages/choices';
import { failureMessage } from '../../../messages/failure/failureMessage';
import { parameterHelp, parameterLabel } from '../../../messages/parameters';
import { formatEstimate, overCapMessage } from '../../../messages/money';
import { formatCount, formatFolder, formatShape } from '../../../messages/promptLine';
import type { Translate } from '../../../../shared/format/translate';
import type { Aim, Decided } from './draft';
import { valuesOf } from './values';

export interface FormSurroundings {
  t: Translate;
  /** Output folder as the user wrote it; undefined if no folder is open. */
  folder: string | undefined;
  /** URL of a reference image. */
  url(reference: ReferenceImage): string;
  /** The estimate; undefined if nothing can be started. */
  estimate: Estimate | undefined;
}

export function formView(decided: Decided, around: FormSurroundings): CreateForm {
  const { aim, kind, providers, references } = decided;
  const { t } = around;
  const problem = problemOf(decided, around);
  const note = noteOf(decided, around);
  return {
    kind,
    providers: providers.map(({ config }) => ({ id: config.id, name: config.name })),
    fields: aim ? fieldViews(aim, t) : [],
    references: references.map((reference) => referenceView(reference, around)),
    maxReferences: aim?.limits.references?.max ?? mostElsewhere(decided),
    takesMask: kind === 'edit' && aim?.limits.mask === true,
    line: aim ? lineOf(decided, aim, around) : '',
    ...(aim ? { providerId: aim.provider.config.id } : {}),
    ...(aim?.limits.promptLength === undefined ? {} : { promptLength: aim.limits.promptLength }),
    ...(note === undefined ? {} : { note }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** With an image it becomes an edit, for which the model may have another maximum. */
function mostElsewhere({ aim }: Decided): number {
  const name = aim?.model?.name;
  const models = aim?.provider.models.filter((model) => name === undefined || model.name === name) ?? [];
  return Math.max(0, ...models.map(({ kinds }) => (kinds.edit ?? kinds.batch)?.references?.max ?? 0));
}

function referenceView(reference: ReferenceImage, { url }: FormSurroundings): ReferenceView {
  const { hash, name, width, height } = reference;
  return { hash, name, width, height, url: url(reference) };
}

function fieldViews({ fields, choices, wrong, provider }: Aim, t: Translate): CreateField[] {
  const values = { ...valuesOf(choices, fields), ...wrong };
  const labels = new Map(provider.models.map(({ name, label }) => [name, label ?? name]));
  return fields.map((field) => {
    const help = parameterHelp(field.name, t);
    const limit = field.kind === 'list' ? undefined : rangeMessage(field, t);
    const isWrong = wrong[field.name] !== undefined && field.kind !== 'list';
    return {
      name: field.name,
      kind: field.kind,
      label: parameterLabel(field.name, t),
      value: values[field.name] ?? '',
      unset: unsetOf(field, labels, t),
      ...optionsOf(field, labels),
      ...(help === undefined ? {} : { help }),
      ...(limit === undefined ? {} : { limit }),
      ...(isWrong ? { wrong: invalidValueMessage(field, t) } : {}),
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

/** `Qwen · 16:9 · 4 images · 4 calls, about ¥0.12 → images/` */
function lineOf(decided: Decided, aim: Aim, { t, folder, estimate }: FormSurroundings): string {
  const { choices, limits, provider } = aim;
  const [defaultRatio] = decided.kind === 'generate' ? (limits.ratios ?? []) : [];
  const parts = [
    provider.config.name,
    formatShape({ choices, ...(defaultRatio === undefined ? {} : { defaultRatio }) }),
    formatCount(choices.count ?? 1, t),
    estimate ? formatEstimate(estimate, t) : '',
  ];
  const isBeside = decided.references[0]?.source !== undefined;
  const where = isBeside ? t('beside the original') : formatFolder(folder, t);
  return `${parts.filter((part) => part !== '').join(' · ')} → ${where}`;
}

function problemOf({ aim, kind, references }: Decided, { t, estimate }: FormSurroundings): string | undefined {
  if (!aim) {
    return kind === 'edit'
      ? t('None of your providers can edit pictures. Add one that can, such as a Qwen Image Service.')
      : failureMessage({ kind: 'settings', reason: 'no-provider' }, t).sentence;
  }
  const rule = kind === 'edit' ? aim.limits.references : undefined;
  if (rule && (references.length < rule.min || references.length > rule.max)) {
    const values = { count: references.length, min: rule.min, max: rule.max };
    return failureMessage({ kind: 'bad-request', reason: 'image-count', values }, t).sentence;
  }
  return estimate?.overCap?.atCap === 'refuse' ? overCapMessage(estimate.overCap, estimate.amount ?? 0, t) : undefined;
}

function noteOf({ aim, unable, mask }: Decided, { t, estimate }: FormSurroundings): string | undefined {
  if (unable && aim) {
    const values = { provider: unable.config.name, other: aim.provider.config.name };
    return t('{provider} can not edit pictures: this goes to {other}.', values);
  }
  if (mask && aim && aim.limits.mask !== true) return t('This model takes no mask: it is left out.');
  return estimate?.overCap?.atCap === 'warn' ? overCapMessage(estimate.overCap, estimate.amount ?? 0, t) : undefined;
}
