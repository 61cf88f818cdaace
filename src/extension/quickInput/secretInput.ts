/** Asks for keys and passwords; what is typed goes to the host's encrypted store and nowhere else. */
import type { Easel } from '../../engine/surface/easel';
import type { ProviderView, SecretSpec } from '../../engine/surface/providers';
import { ask, type AskResult } from './pick';
import { t } from '../platform/translate';
import { hostOf } from '../platform/serviceUrl';
import { secretLabel } from '../messages/providers';
import { factLine, nameAndText } from '../../shared/format/sentences';

export interface SecretQuestion {
  providerName: string;
  spec: SecretSpec;
  /** Address that the secret will be bound to. */
  host: string;
  title?: string;
  user?: string;
  /** What was typed before the person went back. */
  value?: string;
  /** True when one is stored already. */
  isSet?: boolean;
  hasBack?: boolean;
  step?: { now: number; of: number };
}

export function askSecret(question: SecretQuestion): Promise<AskResult> {
  const { spec, providerName, hasBack = false, isSet = false } = question;
  const name = secretLabel(spec, t);
  const notes = [
    question.user
      ? t('{secret} for user "{user}" at {host}', { secret: name, user: question.user, host: question.host })
      : t('{secret} for {host}', { secret: name, host: question.host }),
    t('Stored encrypted and sent only to this address'),
    ...(isSet ? [t('Leave empty to delete the saved one')] : []),
    // Whoever gave a user name has a password.
    ...(!isSet && spec.optional && !question.user ? [t('Optional')] : []),
  ];
  return ask({
    title: question.title ?? nameAndText(name, providerName, t),
    prompt: factLine(notes),
    isPassword: true,
    hasBack,
    ...(question.value === undefined ? {} : { value: question.value }),
    ...(question.step ? { step: question.step } : {}),
    check: (text) => (text.trim() === '' && !spec.optional && !isSet ? t("This can't be empty.") : undefined),
  });
}

/** The secrets of a provider that a person enters. */
export function enteredSecrets(secrets: readonly SecretSpec[]): SecretSpec[] {
  return secrets.filter((spec) => spec.kind !== 'session');
}

/** Asks for what the provider can't do without and does not have yet. False: the person left. */
export async function ensureSecrets(easel: Easel, provider: ProviderView): Promise<boolean> {
  const { config } = provider;
  for (const spec of enteredSecrets(provider.secrets)) {
    if (spec.optional || (await easel.providers.hasSecret(config.id, spec.name))) continue;
    if (!(await changeSecret(easel, provider, spec))) return false;
  }
  return true;
}

/** Asks for one secret and stores it. False: the person left. */
export async function changeSecret(easel: Easel, { config }: ProviderView, spec: SecretSpec): Promise<boolean> {
  const user = spec.accountOption === undefined ? undefined : config.options[spec.accountOption];
  const answer = await askSecret({
    providerName: config.name,
    spec,
    host: hostOf(config.baseUrl) || config.name,
    ...(typeof user === 'string' ? { user } : {}),
    isSet: await easel.providers.hasSecret(config.id, spec.name),
  });
  if (answer.kind !== 'text') return false;
  await easel.providers.setSecret(config.id, spec.name, answer.text.trim());
  return answer.text.trim() !== '';
}
