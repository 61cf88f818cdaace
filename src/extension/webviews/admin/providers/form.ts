/** Converts an entry of the settings to form fields, as described by its type, and back. Pure. */
import type { ProviderTypeView, SettingField, SettingProblem } from '../../../../engine/surface/providers';
import type { ProviderField } from '../../../../shared/protocol/pages/providers';
import { isRecord } from '../../../parameters/parseArguments';
import { withField, type ProviderEntry } from '../../../providers/providerEntries';
import { normalizeUrl, urlProblem } from '../../../platform/serviceUrl';
import { joinSentences } from '../../../../shared/format/sentences';
import { problemMessage, settingProblemMessage } from '../../../messages/settings';
import { fieldChoices } from '../../../messages/providers';
import { translated, type Translate } from '../../../../shared/format/translate';

interface FieldSpec extends Omit<ProviderField, 'value'> {
  kind: SettingField['kind'];
}

export function formFields(type: ProviderTypeView, entry: ProviderEntry, t: Translate): ProviderField[] {
  return fieldSpecsOf(type, t).map(({ kind: _kind, ...field }) => ({ ...field, value: textAt(entry, field.path) }));
}

/** The value of an entry at a path, as text. */
function textAt(entry: ProviderEntry, path: string): string {
  const [name = '', inner] = path.split('.');
  const outer = entry[name];
  const value = inner === undefined ? outer : isRecord(outer) ? outer[inner] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The entry with the typed values, or the errors by path. */
export function readForm(
  { type, entry, values }: { type: ProviderTypeView; entry: ProviderEntry; values: Readonly<Record<string, string>> },
  t: Translate,
): { entry: ProviderEntry } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  let next = entry;
  for (const spec of fieldSpecsOf(type, t)) {
    const typed = values[spec.path];
    if (typed === undefined) continue;
    const text = typed.trim();
    if (text === textAt(entry, spec.path) && text !== '') continue;
    const problem = problemOf(spec, text, t);
    if (problem !== undefined) errors[spec.path] = problem;
    else next = withField(next, spec.path, text === '' ? undefined : valueOf(spec.kind, text));
  }
  return Object.keys(errors).length > 0 ? { errors } : { entry: next };
}

/** Sorts the engine's problems with an entry: errors by field path, and one text for the others. */
export function sortProblems(
  problems: readonly SettingProblem[],
  {
    fields,
    writtenAs = (path) => path,
  }: { fields: readonly Pick<ProviderField, 'path'>[]; writtenAs?: ((path: string) => string) | undefined },
  t: Translate,
): { errors: Record<string, string>; problem?: string } {
  const errors: Record<string, string> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const path = fields.find((field) => writtenAs(field.path) === problem.field)?.path;
    if (path === undefined) others.push(settingProblemMessage(problem, t));
    else errors[path] ??= problemMessage(problem, t);
  }
  return { errors, ...(others.length > 0 ? { problem: joinSentences(others) } : {}) };
}

function problemOf({ kind, isNeeded, options }: FieldSpec, text: string, t: Translate): string | undefined {
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

function valueOf(kind: FieldSpec['kind'], text: string): string | number | boolean {
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

/** Switches are in the list of providers. */
function fieldSpecsOf(type: ProviderTypeView, t: Translate): FieldSpec[] {
  return type.fields.filter(({ place }) => place !== 'switch').map((field) => fieldSpecOf(field, t));
}

function fieldSpecOf({ path, title, kind, usual, isRequired, place, ...field }: SettingField, t: Translate): FieldSpec {
  const options = fieldChoices({ kind, ...field }, t);
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
