/** Set Provider Key: saves a key or password in secret storage. */
import * as vscode from 'vscode';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { pick } from '../../quickInput/pick';
import { chooseProvider } from '../../quickInput/providerPick';
import type { SecretSpec } from '../../../engine/surface/providers';
import { changeSecret, enteredSecrets } from '../../quickInput/secretInput';
import { t } from '../../platform/translate';
import { secretLabel } from '../../messages/providers';

/** @returns Whether a key is set now; undefined if the user dismissed a step. */
export async function setProviderKey(services: ExtensionServices, value?: unknown): Promise<boolean | undefined> {
  try {
    const easel = await services.engine.get();
    const provider = await chooseProvider(easel, value, {
      title: t('Set Provider Key'),
      filter: (candidate) => enteredSecrets(candidate.secrets).length > 0,
      none: t('None of your providers needs a key.'),
    });
    if (!provider) return undefined;
    const spec = await chooseSecret(provider.secrets);
    if (!spec) return undefined;
    const isSet = await changeSecret(easel, provider, spec);
    if (isSet)
      vscode.window.setStatusBarMessage(
        t('{secret} for {provider} saved.', { secret: secretLabel(spec, t), provider: provider.config.name }),
        4000,
      );
    return isSet;
  } catch (thrown) {
    await showThrown(thrown);
    return undefined;
  }
}

async function chooseSecret(secrets: readonly SecretSpec[]): Promise<SecretSpec | undefined> {
  const entered = enteredSecrets(secrets);
  if (entered.length <= 1) return entered[0];
  const items = entered.map((spec) => ({ label: secretLabel(spec, t), description: spec.name, spec }));
  const picked = await pick({ title: t('Set Provider Key'), items });
  return picked.kind === 'item' ? picked.item.spec : undefined;
}
