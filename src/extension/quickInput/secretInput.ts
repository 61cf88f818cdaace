/** Asks for keys and passwords, which are stored in VS Code's secret storage and nowhere else. */
import type { Easel } from '../../engine/surface/easel';
import type { KeyOrigin, ProviderView, SecretSpec } from '../../engine/surface/providers';
import { ask, type AskResult } from './pick';
import { t } from '../platform/translate';
import { foreignOriginsMessage, formatOrigin, formatOrigins, secretLabel } from '../messages/providers';
import { factLine, nameAndText } from '../../shared/format/sentences';

export interface SecretQuestion {
  providerName: string;
  spec: SecretSpec;
  /** Every origin that will get it, its address first. */
  origins: readonly KeyOrigin[];
  title?: string;
  user?: string;
  /** Text that was entered before going back. */
  value?: string;
  /** Whether a secret is already stored. */
  isSet?: boolean;
  hasBack?: boolean;
  step?: { now: number; of: number };
}

export function askSecret(question: SecretQuestion): Promise<AskResult> {
  const { spec, providerName, hasBack = false, isSet = false } = question;
  const name = secretLabel(spec, t);
  const [first] = question.origins;
  const host = first ? formatOrigin(first) : providerName;
  const notes = [
    foreignOriginsMessage(question.origins, t),
    question.user
      ? t('{secret} for user "{user}" at {host}', { secret: name, user: question.user, host })
      : t('{secret} for {host}', { secret: name, host }),
    t('Stored encrypted and sent only to {hosts}', { hosts: formatOrigins(question.origins, t) || host }),
    ...(isSet ? [t('Leave empty to delete the saved one')] : []),
    // An account with a user name has a password.
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

/** The secrets that the user enters, as opposed to session tokens. */
export function enteredSecrets(secrets: readonly SecretSpec[]): SecretSpec[] {
  return secrets.filter((spec) => spec.kind !== 'session');
}

/** Asks for the required secrets that aren't set. @returns False if the user dismissed an input. */
export async function ensureSecrets(easel: Easel, provider: ProviderView): Promise<boolean> {
  const { config } = provider;
  for (const spec of enteredSecrets(provider.secrets)) {
    if (spec.optional || (await easel.providers.hasSecret(config.id, spec.name))) continue;
    if (!(await changeSecret(easel, provider, spec))) return false;
  }
  return true;
}

/** Asks for one secret and stores it. @returns Whether a secret is set; false also if the input was dismissed. */
export async function changeSecret(
  easel: Easel,
  { config, keyOrigins }: ProviderView,
  spec: SecretSpec,
): Promise<boolean> {
  const user = spec.accountOption === undefined ? undefined : config.options[spec.accountOption];
  const answer = await askSecret({
    providerName: config.name,
    spec,
    origins: keyOrigins,
    ...(typeof user === 'string' ? { user } : {}),
    isSet: await easel.providers.hasSecret(config.id, spec.name),
  });
  if (answer.kind !== 'text') return false;
  await easel.providers.setSecret(config.id, spec.name, answer.text.trim());
  return answer.text.trim() !== '';
}
