/** The names of a provider's secrets and of what a test found. Pure. */
import type { SecretSpec } from '../../providers/contract/configuration';
import type { TestFact, TestReport } from '../../providers/contract/provider';
import { translated, type Translate } from '../../shared/format/translate';

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

function factWords(fact: TestFact, value: string, t: Translate): string {
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

/** `Qwen works · Qwen Image Service · version 1.3.0 · account demo · answers in 12 ms` */
export function formatTestReport(name: string, report: TestReport, t: Translate): string {
  const last = report.facts.filter(([fact]) => fact === 'latency');
  // A provider that is called as its service, or as its only model, is not named twice.
  const isNew = (value: string): boolean => value.toLowerCase() !== name.toLowerCase();
  const facts = [...report.facts.filter(([fact, value]) => fact !== 'latency' && isNew(value)), ...last];
  return [
    t('{provider} is working', { provider: name }),
    ...facts.map(([fact, value]) => factWords(fact, value, t)),
  ].join(' · ');
}
