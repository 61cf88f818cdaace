/** Remove Provider: deletes its settings and keys; history and images are kept. */
import * as vscode from 'vscode';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { chooseProvider } from '../../quickInput/providerPick';
import { indexOfEntry } from '../../providers/providerEntries';
import { changeEntries } from '../../providers/providerSettings';
import { t } from '../../platform/translate';

export async function removeProvider(services: ExtensionServices, value?: unknown): Promise<void> {
  try {
    const easel = await services.engine.get();
    const provider = await chooseProvider(easel, value, {
      title: t('Remove Provider'),
      filter: (candidate) => !candidate.builtIn,
      none: t("There's no provider to remove. The built-in provider is always kept."),
    });
    if (!provider) return;
    const { id, name } = provider.config;
    const remove = t('Remove');
    const detail = t('Its settings and key are deleted from this computer. Images and history are kept.');
    const chosen = await vscode.window.showWarningMessage(
      t('Remove {provider}?', { provider: name }),
      { modal: true, detail },
      remove,
    );
    if (chosen !== remove) return;
    const isRemoved = await changeEntries((entries) => {
      const index = indexOfEntry(entries, id);
      return index < 0 ? entries : entries.toSpliced(index, 1);
    });
    if (isRemoved) await easel.providers.forgetSecrets(id);
  } catch (thrown) {
    await showThrown(thrown);
  }
}
