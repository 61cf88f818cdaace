/** Shows each problem in the settings once, with a button that opens the setting. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Disposable } from '../../shared/platform/ports';
import type { Engine } from '../platform/engine/engine';
import { openSetting } from '../platform/settings';
import { t } from '../platform/translate';
import { escapeLinks } from '../../shared/format/sanitize';
import { joinSentences } from '../../shared/format/sentences';
import { settingProblemMessage } from '../messages/settings';

/** Maximum number of problems in one message. */
const maxNamed = 3;

export function watchSettingProblems(engine: Engine): Disposable {
  const reported = new Set<string>();
  let events: Disposable | undefined;

  function reportNew(easel: Easel): void {
    const problems = easel.providers.settingProblems();
    const messages = problems.map((problem) => settingProblemMessage(problem, t));
    const newMessages = messages.filter((message) => !reported.has(message));
    // A problem that was fixed and comes back is shown again.
    for (const message of reported) if (!messages.includes(message)) reported.delete(message);
    for (const message of newMessages) reported.add(message);
    const [first] = problems.filter((_problem, index) => newMessages.includes(messages[index] ?? ''));
    if (first) void showProblems(newMessages, first.setting ?? 'providers');
  }

  const opening = engine.onOpen((easel) => {
    events?.dispose();
    events = easel.onEvent((event) => {
      if (event.kind === 'providers-changed') reportNew(easel);
    });
    reportNew(easel);
  });
  return {
    dispose() {
      opening.dispose();
      events?.dispose();
    },
  };
}

async function showProblems(messages: readonly string[], setting: string): Promise<void> {
  const rest = messages.length - maxNamed;
  const more = rest > 0 ? [t('And {count} more.', { count: rest })] : [];
  const open = t('Open Settings');
  const others = setting === 'providers' ? [t("Other providers aren't affected.")] : [];
  const message = joinSentences([...messages.slice(0, maxNamed), ...more, ...others]);
  // The Providers page shows each problem at its field.
  const show = t('Show Providers');
  const offers = setting === 'providers' ? [show, open] : [open];
  const chosen = await vscode.window.showWarningMessage(escapeLinks(message), ...offers);
  if (chosen === show) await vscode.commands.executeCommand('easel.showProviders');
  if (chosen === open) await openSetting(setting);
}
