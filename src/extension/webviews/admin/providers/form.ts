/** The form of a configuration, made from what its type says of itself, and back into an entry of the settings. Pure. */
import type { ProviderTypeView, SettingField, SettingProblem } from '../../../../engine/surface/providers';
import type { ProviderField } from '../../../../shared/protocol/pages/providers';
import { isRecord } from '../../../parameters/parseArguments';
import { withField, type ProviderEntry } from '../../../providers/providerEntries';
import { normalizeUrl, urlProblem } from '../../../platform/serviceUrl';
import { joinSentences } from '../../../../shared/format/sentences';
import { problemMessage, settingProblemMessage } from '../../../messages/settings';
import { translated, type Translate } from '../../../../shared/format/translate';

interface Spec extends Omit<ProviderField, 'value'> {
  kind: SettingField['kind'];
}

export function formFields(type: ProviderTypeView, entry: ProviderEntry, t: Translate): ProviderField[] {
  return specsOf(type, t).map(({ kind: _kind, ...field }) => ({ ...field, value: textAt(entry, field.path) }));
}

/** What the settings say at a path, as text. */
function textAt(entry: ProviderEntry, path: string): string {
  const [name = '', inner] = path.split('.');
  const outer = entry[name];
  const value = inner === undefined ? outer : isRecord(outer) ? outer[inner] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The entry with what was typed, or what is wrong with it, by path. */
export function readForm(
  { type, entry, values }: { type: ProviderTypeView; entry: ProviderEntry; values: Readonly<Record<string, string>> },
  t: Translate,
): { entry: ProviderEntry } | { wrong: Record<string, string> } {
  const wrong: Record<string, string> = {};
  let next = entry;
  for (const spec of specsOf(type, t)) {
    const typed = values[spec.path];
    if (typed === undefined) continue;
    const text = typed.trim();
    if (text === textAt(entry, spec.path) && text !== '') continue;
    const problem = problemOf(spec, text, t);
    if (problem !== undefined) wrong[spec.path] = problem;
    else next = withField(next, spec.path, text === '' ? undefined : valueOf(spec.kind, text));
  }
  return Object.keys(wrong).length > 0 ? { wrong } : { entry: next };
}

/** What the engine finds wrong with an entry: by the paths of the fields, and what has no field in a sentence. */
export function sortProblems(
  problems: readonly SettingProblem[],
  {
    fields,
    writtenAs = (path) => path,
  }: { fields: readonly Pick<ProviderField, 'path'>[]; writtenAs?: ((path: string) => string) | undefined },
  t: Translate,
): { wrong: Record<string, string>; problem?: string } {
  const wrong: Record<string, string> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const path = fields.find((field) => writtenAs(field.path) === problem.field)?.path;
    if (path === undefined) others.push(settingProblemMessage(problem, t));
    else wrong[path] ??= problemMessage(problem, t);
  }
  return { wrong, ...(others.length > 0 ? { problem: joinSentences(others) } : {}) };
}

function problemOf({ kind, isNeeded, options }: Spec, text: string, t: Translate): string | undefined {
  if (text === '') return isNeeded ? t("This can't be empty.") : undefined;
  if (options && options.every(({ value }) => value !== text)) return t("This value isn't available here.");
  switch (kind) {
    case 'address':
      return urlProblem(text, t);
    case 'number':
      return Number.isFinite(Number(text)) ? undefined : t('Enter a number.');
    case 'text':
    case 'flag':
    case 'choice':
      return undefined;
  }
}

function valueOf(kind: Spec['kind'], text: string): string | number | boolean {
  switch (kind) {
    case 'address':
      return normalizeUrl(text);
    case 'number':
      return Number(text);
    case 'flag':
      return text === 'true';
    case 'text':
    case 'choice':
      return text;
  }
}

/** The switches are in the list of providers. */
function specsOf(type: ProviderTypeView, t: Translate): Spec[] {
  return type.fields.filter(({ place }) => place !== 'switch').map((field) => specOf(field, t));
}

function specOf({ path, title, kind, usual, isRequired, place, ...field }: SettingField, t: Translate): Spec {
  const yesNo = [
    { value: 'true', label: t('Yes') },
    { value: 'false', label: t('No') },
  ];
  const values = field.values?.map((one) => ({
    value: one.value,
    label: one.title ? translated(one.title, t) : one.value,
  }));
  const options = kind === 'flag' ? yesNo : values;
  return {
    path,
    label: translated(title, t),
    kind,
    usual,
    ...(options ? { options } : {}),
    ...(isRequired ? { isNeeded: true } : {}),
    ...(place === 'more' ? { isMore: true } : {}),
  };
}
