/** The form of a configuration, made from what its type says of itself, and back into an entry of the settings. Pure. */
import type { ProviderTypeView, SettingProblem } from '../../../../engine/surface/providers';
import type { OptionField } from '../../../../providers/contract/provider';
import type { ProviderField } from '../../../../shared/protocol/providers';
import { isRecord } from '../../../parameters/parseArguments';
import { withField, type ProviderEntry } from '../../../providers/providerEntries';
import { normalizeUrl, urlProblem } from '../../../platform/serviceUrl';
import { optionLabels } from '../../../messages/providers';
import { joinSentences } from '../../../../shared/format/sentences';
import { problemMessage, settingProblemMessage } from '../../../messages/settings';
import type { Translate } from '../../../../shared/format/translate';

/** How what is typed is read. */
type Kind = 'text' | 'address' | 'number' | 'flag';

interface Spec extends Omit<ProviderField, 'value'> {
  kind: Kind;
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
  fields: readonly Pick<ProviderField, 'path'>[],
  t: Translate,
): { wrong: Record<string, string>; problem?: string } {
  const wrong: Record<string, string> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const path = fields.find((field) => field.path === problem.field)?.path;
    if (path === undefined) others.push(settingProblemMessage(problem, t));
    else wrong[path] ??= problemMessage(problem, t);
  }
  return { wrong, ...(others.length > 0 ? { problem: joinSentences(others) } : {}) };
}

function problemOf({ kind, isNeeded, options }: Spec, text: string, t: Translate): string | undefined {
  if (text === '') return isNeeded ? t("This can't be empty.") : undefined;
  if (options && options.every(({ value }) => value !== text)) return t('This can not be chosen here.');
  switch (kind) {
    case 'address':
      return urlProblem(text, t);
    case 'number':
      return Number.isFinite(Number(text)) ? undefined : t('A number, please.');
    case 'text':
    case 'flag':
      return undefined;
  }
}

function valueOf(kind: Kind, text: string): string | number | boolean {
  switch (kind) {
    case 'address':
      return normalizeUrl(text);
    case 'number':
      return Number(text);
    case 'flag':
      return text === 'true';
    case 'text':
      return text;
  }
}

function specsOf(type: ProviderTypeView, t: Translate): Spec[] {
  const { defaults, offline } = type;
  const yesNo = [
    { value: 'true', label: t('yes') },
    { value: 'false', label: t('no') },
  ];
  const options = type.optionFields.map((field) => optionSpec(field, { type, yesNo }, t));
  const more = (path: string, label: string, kind: Kind): Spec => {
    const usual = textAt({ ...defaults }, path);
    return { path, label, kind, usual, isMore: true, ...(kind === 'flag' ? { options: yesNo } : {}) };
  };
  return [
    { path: 'name', label: t('Name'), kind: 'text', usual: defaults.name },
    ...(offline ? [] : addressSpecs(type, t)),
    ...options.filter((spec) => !spec.isMore),
    ...(offline ? [] : [{ path: 'model', label: t('Model'), kind: 'text', usual: defaults.model } as const]),
    ...options.filter((spec) => spec.isMore),
    ...(offline
      ? []
      : [
          more('synchronous', t('Answers with the picture itself'), 'flag'),
          more('submitPath', t('Path for new pictures'), 'text'),
          more('uploadPath', t('Path for edits and uploads'), 'text'),
          more('resultPath', t('Path of results'), 'text'),
          more('pollSeconds', t('Seconds between checks'), 'number'),
          more('maxMinutes', t('Minutes to wait'), 'number'),
        ]),
    more('priority', t('Priority: larger is tried first'), 'number'),
    more('description', t('Description'), 'text'),
  ];
}

function addressSpecs({ defaults: { hosts, region } }: ProviderTypeView, t: Translate): Spec[] {
  const { domestic, overseas } = hosts;
  if (domestic === undefined || overseas === undefined) {
    const usual = hosts[region] ?? '';
    const needed = usual === '' ? ({ isNeeded: true } as const) : {};
    return [{ path: `hosts.${region}`, label: t('Address'), kind: 'address', usual, ...needed }];
  }
  const sites = [
    { value: 'domestic', label: t('Chinese site') },
    { value: 'overseas', label: t('International site') },
  ];
  return [
    { path: 'region', label: t('Site in use'), kind: 'text', usual: region, options: sites },
    { path: 'hosts.domestic', label: t('Address, Chinese site'), kind: 'address', usual: domestic, isMore: true },
    { path: 'hosts.overseas', label: t('Address, international site'), kind: 'address', usual: overseas, isMore: true },
  ];
}

function optionSpec(
  { name, kind, values, isRequired }: OptionField,
  { type, yesNo }: { type: ProviderTypeView; yesNo: NonNullable<Spec['options']> },
  t: Translate,
): Spec {
  const isFlag = kind === 'choice' && values?.includes('true') === true;
  // Optional in the settings, where the app and the user may be given elsewhere, but required in the form.
  const isFirst =
    isRequired ||
    name === 'webappId' ||
    (name === 'username' && type.secrets.some((secret) => secret.kind === 'password'));
  return {
    path: `options.${name}`,
    label: optionLabels(name, t),
    kind: isFlag ? 'flag' : kind === 'number' ? 'number' : 'text',
    usual: '',
    ...(isFlag ? { options: yesNo } : {}),
    ...(kind === 'choice' && !isFlag ? { options: (values ?? []).map((value) => ({ value, label: value })) } : {}),
    ...(isRequired ? { isNeeded: true } : {}),
    ...(isFirst ? {} : { isMore: true }),
  };
}
