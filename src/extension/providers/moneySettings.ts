/** Changes the lists of prices and caps in the user's settings. */
import * as vscode from 'vscode';
import { openSetting } from '../platform/settings';
import { t } from '../platform/translate';

/** @returns Whether it was written. If the setting isn't a list, the user is asked to fix it instead. */
export async function changeMoneyList(
  name: 'prices' | 'spending.caps',
  change: (entries: readonly unknown[]) => unknown[],
): Promise<boolean> {
  const configuration = vscode.workspace.getConfiguration('easel');
  const value: unknown = configuration.inspect(name)?.globalValue ?? [];
  if (!Array.isArray(value)) {
    const open = t('Open Settings');
    const message = t('"{setting}" in your settings isn\'t a list, so Easel won\'t change it. Fix it first.', {
      setting: `easel.${name}`,
    });
    if ((await vscode.window.showWarningMessage(message, open)) === open) await openSetting(name);
    return false;
  }
  const entries = change(value as unknown[]);
  await configuration.update(name, entries.length > 0 ? entries : undefined, vscode.ConfigurationTarget.Global);
  return true;
}
