/** Words the fields and secrets of a provider and the result of a test. Pure. */
import type { KeyOrigin, ProviderView, SettingField } from '../../engine/surface/providers';
import type { SecretSpec, TestFact, TestReport } from '../../engine/surface/providers';
import { factLine, formatList } from '../../shared/format/sentences';
import { translated, type Translate } from '../../shared/format/translate';

/** The values that a field of the settings can have, with their labels; undefined if its value is typed. */
export function fieldChoices(
  { kind, values }: Pick<SettingField, 'kind' | 'values'>,
  t: Translate,
): { value: string; label: string }[] | undefined {
  if (kind === 'flag') {
    return [
      { value: 'true', label: t('Yes') },
      { value: 'false', label: t('No') },
    ];
  }
  return values?.map(({ value, title }) => ({ value, label: title ? translated(title, t) : value }));
}

/** The name, with what the provider lacks: `KIE.ai (no key)`. */
export function providerLabel({ config, missingSecret }: ProviderView, t: Translate): string {
  switch (missingSecret?.kind) {
    case undefined:
      return config.name;
    case 'password':
      return t('{provider} (no password)', { provider: config.name });
    default:
      return t('{provider} (no key)', { provider: config.name });
  }
}

/** Why a provider that was chosen can't be used yet; undefined if it can. */
export function missingSecretMessage({ config, missingSecret }: ProviderView, t: Translate): string | undefined {
  switch (missingSecret?.kind) {
    case undefined:
      return undefined;
    case 'password':
      return t('{who} has no password. Set one to continue.', { who: config.name });
    default:
      return t('{who} has no API key. Set one to continue.', { who: config.name });
  }
}

/** The button that mends it. */
export function setSecretLabel({ missingSecret }: ProviderView, t: Translate): string {
  return missingSecret?.kind === 'password' ? t('Set Password…') : t('Set Key…');
}

/** `api.example`; with the scheme where it isn't encrypted. */
export function formatOrigin({ origin }: KeyOrigin): string {
  return origin.replace(/^https:\/\//, '');
}

export function formatOrigins(origins: readonly KeyOrigin[], t: Translate): string {
  return formatList(origins.map(formatOrigin), t);
}

/** Names the origins that get a key although they are not of its service; empty if there are none. */
export function foreignOriginsMessage(origins: readonly KeyOrigin[], t: Translate): string {
  const foreign = origins.filter(({ isForeign }) => isForeign);
  if (foreign.length === 0) return '';
  return t('⚠ Also sent to an address of another service: {hosts}', { hosts: formatOrigins(foreign, t) });
}

/** Names every origin that a provider's key is sent to. */
export function keyOriginsMessage(provider: string, origins: readonly KeyOrigin[], t: Translate): string {
  return factLine([
    t('The key of {provider} is sent to {hosts}', { provider, hosts: formatOrigins(origins, t) }),
    foreignOriginsMessage(origins, t),
  ]);
}

export function secretLabel(spec: SecretSpec, t: Translate): string {
  if (spec.label !== undefined) return translated(spec.label, t);
  switch (spec.kind) {
    case 'key':
      return t('Key');
    case 'password':
      return t('Password');
    case 'session':
      return t('Session');
  }
}

function testFact(fact: TestFact, value: string, t: Translate): string {
  switch (fact) {
    case 'service':
      return value;
    case 'version':
      return t('version {value}', { value });
    case 'account':
      return t('account {value}', { value });
    case 'queue':
      return t('{value} in queue', { value });
    case 'quota':
      return t('quota left: {value}', { value });
    case 'balance':
      return t('balance: {value}', { value });
    case 'models':
      return t('models: {value}', { value });
    case 'latency':
      return t('responds in {value}', { value });
    case 'note':
      return value;
  }
}

/** `Qwen is working · Qwen Image Service · version 1.3.0 · account demo · responds in 12 ms` */
export function formatTestReport(name: string, report: TestReport, t: Translate): string {
  const last = report.facts.filter(([fact]) => fact === 'latency');
  // A provider with the name of its service or of its only model isn't named twice.
  const isNew = (value: string): boolean => value.toLowerCase() !== name.toLowerCase();
  const facts = [...report.facts.filter(([fact, value]) => fact !== 'latency' && isNew(value)), ...last];
  return factLine([
    t('{provider} is working', { provider: name }),
    ...facts.map(([fact, value]) => testFact(fact, value, t)),
  ]);
}
