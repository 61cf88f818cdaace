/** Show Balance: the remaining balance of an account, if its service reports it. */
import * as vscode from 'vscode';
import type { ExtensionServices } from '../../platform/services';
import { showThrown, showNotice } from '../../notifications/messages';
import { parseId } from '../../parameters/parseArguments';
import { chooseProvider } from '../../quickInput/providerPick';
import { ensureSecrets } from '../../quickInput/secretInput';
import { withSlowProgress } from '../../notifications/slowProgress';
import { t } from '../../platform/translate';
import { formatBalances } from '../../messages/balance';

/** @param value ID of a provider. @returns The message that was shown. */
export async function showBalance(services: ExtensionServices, value?: unknown): Promise<string | undefined> {
  try {
    const easel = await services.engine.get();
    const reporting = easel.providers.list().filter((provider) => provider.tellsBalance && provider.config.enabled);
    const only = parseId(value) === undefined && reporting.length === 1 ? reporting[0] : undefined;
    const provider =
      only ??
      (await chooseProvider(easel, value, {
        title: t('Show Balance'),
        filter: (one) => reporting.some(({ config }) => config.id === one.config.id),
        none: t('None of your providers reports a balance.'),
      }));
    if (!provider) return undefined;
    const { id, name } = provider.config;
    if (!provider.tellsBalance) {
      void vscode.window.showInformationMessage(t("{provider} doesn't report a balance.", { provider: name }));
      return undefined;
    }
    if (!(await ensureSecrets(easel, provider))) return undefined;
    const title = t('Checking the balance of {provider}…', { provider: name });
    const message = formatBalances(name, await withSlowProgress(services.clock, title, easel.providers.balance(id)), t);
    void showNotice(message);
    return message;
  } catch (thrown) {
    await showThrown(thrown, { again: () => showBalance(services, value) });
    return undefined;
  }
}
