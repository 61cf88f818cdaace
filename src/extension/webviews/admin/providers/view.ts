/** The view of the page Providers. Doesn't import vscode. */
import type { Easel } from '../../../../engine/surface/easel';
import type { ProviderTypeView, ProviderView } from '../../../../engine/surface/providers';
import type {
  ProviderReport,
  ProviderRow,
  ProvidersView,
  InvalidEntry,
} from '../../../../shared/protocol/pages/providers';
import type { Failure } from '../../../../shared/model/failure';
import { isNameOf } from '../../../../shared/model/entryNames';
import { isRecord } from '../../../parameters/parseArguments';
import { idsOf } from '../../../providers/providerEntries';
import { hostOf } from '../../../platform/serviceUrl';
import { actionLabel, type FailureAction } from '../../../messages/failure/actions';
import { failureMessage } from '../../../messages/failure/failureMessage';
import { secretLabel } from '../../../messages/providers';
import { problemMessage } from '../../../messages/settings';
import { nameAndText } from '../../../../shared/format/sentences';
import { translated, type Translate } from '../../../../shared/format/translate';

interface RenderContext {
  t: Translate;
  /** Milliseconds since 1970. */
  now: number;
}

/** @param entries The setting; undefined if it is no list. */
export async function providersView(
  easel: Easel,
  entries: readonly unknown[] | undefined,
  { t, now }: RenderContext,
): Promise<ProvidersView> {
  const providers = easel.providers.list();
  const types = easel.providers
    .types()
    .filter(({ type, offline }) => !offline || providers.every(({ config }) => config.type !== type));
  return {
    rows: await Promise.all(
      providers.map(async (one) => rowOf(one, { t, now, missingSecret: await firstMissingSecret(easel, one, t) })),
    ),
    invalid: invalidEntries(easel, entries ?? [], t),
    types: types.map(({ type, label, summary }) => ({
      type,
      label: translated(label, t),
      help: translated(summary, t),
    })),
  };
}

function rowOf(
  provider: ProviderView,
  { t, now, missingSecret }: RenderContext & { missingSecret?: string | undefined },
): ProviderRow {
  const { config, offline, typeLabel } = provider;
  const { enabled, fallback, default: isDefault } = config;
  const isNew = (fact: string): boolean => fact !== '' && fact.toLowerCase() !== config.name.toLowerCase();
  const facts = [
    translated(typeLabel, t),
    offline ? t('Offline, free') : hostOf(config.baseUrl),
    config.model,
    config.description,
  ];
  return {
    id: config.id,
    name: config.name,
    facts: facts.filter(isNew),
    priority: config.priority,
    ...stateOf(provider, { t, now, missingSecret }),
    ...problemOf(provider, t),
    revision: provider.revision,
    isOn: { enabled, fallback, default: isDefault },
    isBuiltIn: provider.builtIn,
    tellsBalance: provider.tellsBalance,
  };
}

/** What the last test or job failed with; nothing while the provider can't be used for another reason. */
function problemOf({ config, check, health }: ProviderView, t: Translate): Pick<ProviderRow, 'problem'> {
  const failure = check ? check.failure : health?.lastFailure;
  if (!failure || !config.enabled) return {};
  const { text, steps } = errorNoticeOf({ providerId: config.id, providerName: config.name, ...failure }, t);
  return { problem: { text: check?.by === 'test' ? text : t('Last error: {error}', { error: text }), steps } };
}

function stateOf(
  provider: ProviderView,
  { t, now, missingSecret }: RenderContext & { missingSecret?: string | undefined },
): Pick<ProviderRow, 'state' | 'stateLabel' | 'coolingFor'> {
  const { config, health } = provider;
  if (!config.enabled) return { state: 'off', stateLabel: t('Disabled') };
  if (missingSecret !== undefined)
    return { state: 'missing', stateLabel: t('{secret} missing', { secret: missingSecret }) };
  const { failures = 0, coolingUntil = 0 } = health ?? {};
  if (coolingUntil <= now) return checkedState(provider, t);
  return {
    state: 'cooling',
    // The page fills in the time that is left.
    stateLabel:
      failures === 1
        ? t('Paused for {time} after a failure')
        : t('Paused for {time} after {count} failures', { count: failures }),
    coolingFor: coolingUntil - now,
  };
}

/** What the last test or job showed. */
function checkedState(
  { check, health, offline }: ProviderView,
  t: Translate,
): Pick<ProviderRow, 'state' | 'stateLabel'> {
  if (check?.failure) return { state: 'failing', stateLabel: failedLabel(check.by, check.failure, t) };
  if (check || (offline && !health)) return { state: 'ready', stateLabel: t('Ready') };
  if (health) return { state: 'failing', stateLabel: t('Last request failed') };
  return { state: 'untested', stateLabel: t('Not tested') };
}

function failedLabel(by: 'test' | 'job', { kind, reason }: Failure, t: Translate): string {
  if (kind === 'network' || kind === 'timeout') return t('Not reachable');
  if (reason === 'key-refused') return t('Key rejected');
  if (reason === 'password-wrong') return t('Password rejected');
  return by === 'test' ? t('Last test failed') : t('Last request failed');
}

/** The label of the first required secret that is not set. */
async function firstMissingSecret(
  easel: Easel,
  { config, secrets }: ProviderView,
  t: Translate,
): Promise<string | undefined> {
  for (const spec of secrets) {
    const hasAccount = spec.accountOption !== undefined && config.options[spec.accountOption] !== undefined;
    const isNeeded = !spec.optional || hasAccount;
    if (isNeeded && !(await easel.providers.hasSecret(config.id, spec.name))) return secretLabel(spec, t);
  }
  return undefined;
}

/** Stands for an index if the setting is not a list. */
const wholeSetting = -1;

/** Entries that the engine rejects, with their problems. */
function invalidEntries(easel: Easel, entries: readonly unknown[], t: Translate): InvalidEntry[] {
  const problems = easel.providers.settingProblems().filter(({ setting }) => setting === undefined);
  const problemsOfEntry = new Map<number, string[]>();
  for (const problem of problems) {
    // An unknown field does not invalidate the entry.
    if (problem.problem === 'unknown-field') continue;
    // Problems that follow from another one are not shown.
    if (problems.find(({ index, field }) => index === problem.index && field === problem.field) !== problem) continue;
    const index = problem.index ?? wholeSetting;
    const text = problemMessage(problem, t);
    const words = problem.field === undefined ? text : nameAndText(problem.field, text, t);
    problemsOfEntry.set(index, [...(problemsOfEntry.get(index) ?? []), words]);
  }
  const ids = idsOf(entries);
  return [...problemsOfEntry].map(([entry, words]) => {
    const one = entries[entry];
    const name = isRecord(one) && typeof one['name'] === 'string' ? one['name'] : ids[entry];
    return {
      entry,
      name: name ?? (entry === wholeSetting ? 'easel.providers' : `easel.providers[${entry}]`),
      problems: words,
      hasForm: typeOf(easel, one) !== undefined,
    };
  });
}

/** The type of an entry; undefined if it is unknown. */
export function typeOf(easel: Easel, entry: unknown): ProviderTypeView | undefined {
  return isRecord(entry) ? easel.providers.types().find((type) => isNameOf(type, entry['type'])) : undefined;
}

/** Actions after a failure that the page offers. */
export const ownSteps: readonly FailureAction[] = ['set-key', 'set-password', 'edit-provider', 'open-log'];

export function failedReport(failure: Failure, t: Translate): ProviderReport {
  return { isGood: false, ...errorNoticeOf(failure, t) };
}

/** The sentence of a failure, with its next steps. */
export function errorNoticeOf(failure: Failure, t: Translate): Pick<ProviderReport, 'text' | 'steps'> {
  const { sentence, actions } = failureMessage(failure, t);
  const steps = actions.filter((action) => ownSteps.includes(action)).slice(0, 2);
  return { text: sentence, steps: steps.map((action) => ({ action, label: actionLabel(action, t) })) };
}
