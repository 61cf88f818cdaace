/** Tells mistakes in the lists of the settings, each once, with the way to the setting. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Disposable } from '../../shared/platform/ports';
import type { Engine } from '../platform/engine/engine';
import { openSetting } from '../platform/settings';
import { t } from '../platform/translate';
import { escapeLinks } from '../../shared/format/sanitize';
import { joinSentences } from '../../shared/format/sentences';
import { settingProblemMessage } from '../messages/settings';

/** Most mistakes that one message names. */
const most = 3;

export function watchSettingProblems(engine: Engine): Disposable {
  const told = new Set<string>();
  let events: Disposable | undefined;

  function tell(easel: Easel): void {
    const problems = easel.providers.settingProblems();
    const words = problems.map((problem) => settingProblemMessage(problem, t));
    const fresh = words.filter((word) => !told.has(word));
    // What was mended and comes back is told again.
    for (const word of told) if (!words.includes(word)) told.delete(word);
    for (const word of fresh) told.add(word);
    const [first] = problems.filter((_problem, index) => fresh.includes(words[index] ?? ''));
    if (first) void showProblems(fresh, first.setting ?? 'providers');
  }

  const opening = engine.onOpen((easel) => {
    events?.dispose();
    events = easel.onEvent((event) => {
      if (event.kind === 'providers-changed') tell(easel);
    });
    tell(easel);
  });
  return {
    dispose() {
      opening.dispose();
      events?.dispose();
    },
  };
}

async function showProblems(words: readonly string[], setting: string): Promise<void> {
  const rest = words.length - most;
  const more = rest > 0 ? [t('And {count} more.', { count: rest })] : [];
  const open = t('Open Settings');
  const rests = setting === 'providers' ? [t("Other providers aren't affected.")] : [];
  const message = joinSentences([...words.slice(0, most), ...more, ...rests]);
  // The page shows each mistake at its field.
  const show = t('Show Providers');
  const offers = setting === 'providers' ? [show, open] : [open];
  const chosen = await vscode.window.showWarningMessage(escapeLinks(message), ...offers);
  if (chosen === show) await vscode.commands.executeCommand('easel.showProviders');
  if (chosen === open) await openSetting(setting);
}
