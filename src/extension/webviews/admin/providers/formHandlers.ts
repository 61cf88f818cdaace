/** Handlers of the form of a configuration, which reads the settings and writes them. */
import type { Easel } from '../../../../engine/surface/easel';
import type { ProviderTypeView, SettingProblem } from '../../../../engine/surface/providers';
import { fail } from '../../../../shared/model/easelError';
import { withCurrentNames } from '../../../../shared/model/entryNames';
import type { FormSubject, ProvidersApi } from '../../../../shared/protocol/pages/providers';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { isRecord } from '../../../parameters/parseArguments';
import { freeId, idsOf, indexOfEntry, migrateEntry, type ProviderEntry } from '../../../providers/providerEntries';
import { readEntries } from '../../../providers/providerSettings';
import { enteredSecrets } from '../../../quickInput/secretInput';
import { t } from '../../../platform/translate';
import { hostOf } from '../../../platform/serviceUrl';
import { translated } from '../../../../shared/format/translate';
import { secretLabel } from '../../../messages/providers';
import type { HandlerOptions } from '../shared/context';
import { formFields, readForm, sortProblems } from './form';
import type { Removals } from './removals';
import { typeOf } from './view';
import { writeEntries } from './writeEntries';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type FormMethods = 'providerForm' | 'providerSave';

/** The current state of the subject of a form. */
interface ResolvedSubject {
  type: ProviderTypeView;
  entry: ProviderEntry;
  /** Index in the setting; -1: a new entry. */
  index: number;
  /** Left out for a new one. */
  id?: string;
  /** The names of its fields as written in the setting; left out: the same. */
  writtenAs?(field: string): string;
}

export function providerFormHandlers(
  { engine, userState }: HandlerOptions,
  removals: Removals,
): Pick<Handlers<ProvidersApi>, FormMethods> {
  return {
    providerForm: {
      accepts: takes(schema.formTarget),
      run: async ([subject]) => {
        const easel = await engine.get();
        const resolved = resolveSubject(easel, subject, readEntries() ?? []);
        const { type, entry, index, id } = resolved;
        const fields = formFields(type, entry, t);
        const problems = index < 0 ? [] : easel.providers.settingProblems().filter(isAboutEntry(index));
        const { errors } = sortProblems(problems, { fields, writtenAs: resolved.writtenAs }, t);
        const config = easel.providers.list().find((one) => one.config.id === id)?.config;
        const known = 'entry' in subject ? undefined : config;
        const secrets = enteredSecrets(type.secrets).map(async (spec) => ({
          name: spec.name,
          label: secretLabel(spec, t),
          isSet: known !== undefined && (await easel.providers.hasSecret(known.id, spec.name)),
          isNeeded: !spec.optional,
          ...(spec.isAdvanced ? { isMore: true as const } : {}),
        }));
        return {
          title: known?.name ?? translated(type.label, t),
          fields: fields.map((field) => {
            const error = errors[field.path];
            return error === undefined ? field : { ...field, error };
          }),
          secrets: await Promise.all(secrets),
          address: known?.baseUrl ?? '',
        };
      },
    },
    providerSave: {
      accepts: takes(schema.formTarget, schema.fieldValues),
      run: async ([subject, values]) => {
        const easel = await engine.get();
        const before = readEntries() ?? [];
        const resolved = resolveSubject(easel, subject, before);
        const read = readForm({ ...resolved, values }, t);
        if ('errors' in read) return read;
        const ids = idsOf(before);
        const isFree = ids.every((one, index) => index === resolved.index || one !== resolved.id);
        const id = resolved.id !== undefined && isFree ? resolved.id : freeId(resolved.type.type, new Set(ids));
        const position = resolved.index < 0 ? before.length : resolved.index;
        const entry = withName({ ...read.entry, id }, { easel, type: resolved.type, id });
        const problems = easel.providers
          .problemsIn(before.toSpliced(position, 1, entry))
          .filter(isAboutEntry(position));
        const blocking = problems.filter(({ problem }) => problem !== 'unknown-field');
        if (blocking.length > 0) return sortProblems(blocking, { fields: formFields(resolved.type, entry, t) }, t);
        if (resolved.id === undefined) await removals.finish();
        const former = JSON.stringify(before[resolved.index]);
        const isWritten = await writeEntries(easel, (entries) => {
          // Read again: the setting may have changed.
          const now = entries.findIndex((one) => JSON.stringify(one) === former);
          return entries.toSpliced(now < 0 ? entries.length : now, 1, entry);
        });
        if (!isWritten) return { errors: {} };
        if (resolved.id === undefined) await userState.forgetProvider();
        return { id };
      },
    },
  };
}

function isAboutEntry(index: number): (problem: SettingProblem) => boolean {
  return (problem) => problem.setting === undefined && problem.index === index;
}

function resolveSubject(easel: Easel, subject: FormSubject, entries: readonly unknown[]): ResolvedSubject {
  if ('type' in subject) {
    const type = typeOf(easel, subject);
    if (type) return { type, entry: { type: type.type }, index: -1 };
  } else {
    const index = 'id' in subject ? indexOfEntry(entries, subject.id) : subject.entry;
    const entry = entries[index];
    const type = typeOf(easel, entry);
    const id = 'id' in subject ? subject.id : idsOf(entries)[index];
    if (type && isRecord(entry) && id !== undefined) {
      const { writtenAs } = withCurrentNames(entry, type);
      return { type, entry: migrateEntry(entry, easel.providers.types(), id), index, id, writtenAs };
    }
    const builtIn = easel.providers.list().find(({ config }) => config.id === id)?.config;
    const builtInType = typeOf(easel, builtIn);
    if (builtIn && builtInType) return { type: builtInType, entry: { type: builtIn.type }, index: -1, id: builtIn.id };
  }
  throw fail('settings', {
    reason: 'provider-unknown',
    values: { provider: Object.values(subject).join().slice(0, 64) },
  });
}

/** A second provider of a type gets its address in the name, to distinguish the two. */
function withName(
  entry: ProviderEntry,
  { easel, type, id }: { easel: Easel; type: ProviderTypeView; id: string },
): ProviderEntry {
  const { name: usual } = type.defaults;
  const isTaken = easel.providers.list().some(({ config }) => config.id !== id && config.name === usual);
  if (entry['name'] !== undefined || !isTaken) return entry;
  const host = hostOf(addressOf(entry, type));
  return { ...entry, name: host === '' ? id : `${usual} (${host})` };
}

function addressOf(entry: ProviderEntry, { defaults }: ProviderTypeView): string {
  const { baseUrl, site: written, sites } = entry;
  if (typeof baseUrl === 'string') return baseUrl;
  const site = written === 'china' || written === 'global' ? written : defaults.site;
  const own = isRecord(sites) ? sites[site] : undefined;
  return typeof own === 'string' ? own : (defaults.sites[site] ?? '');
}
