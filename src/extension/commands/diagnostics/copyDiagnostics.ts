/** Copy Diagnostics: copies the facts for a bug report, and offers to show them before they are sent anywhere. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { t } from '../../platform/translate';

const lastFailures = 10;

export async function copyDiagnostics(services: ExtensionServices): Promise<void> {
  try {
    const easel = await services.engine.get();
    const { diagnosticsText } = await import('./diagnosticsReport');
    const text = diagnosticsText({ versions: versions(), ...factsOf(easel, services.clock.now()) });
    await vscode.env.clipboard.writeText(text);
    const show = t('Show Diagnostics');
    const chosen = await vscode.window.showInformationMessage(
      t('Diagnostics copied. They contain no prompts, keys, names, or paths.'),
      show,
    );
    if (chosen !== show) return;
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: text });
    await vscode.window.showTextDocument(document);
  } catch (thrown) {
    await showThrown(thrown);
  }
}

type Facts = Parameters<typeof import('./diagnosticsReport').diagnosticsText>[0];

function factsOf(easel: Easel, now: number): Omit<Facts, 'versions'> {
  return {
    providers: easel.providers.list(),
    problems: easel.providers.settingProblems(),
    counts: easel.jobs.counts(),
    statistics: easel.history.statistics({ from: 0, to: now + 1 }),
    failedJobs: easel.jobs.list({ states: ['failed', 'lost', 'overdue'], limit: lastFailures }),
    now,
  };
}

function versions(): Facts['versions'] {
  const manifest: unknown = vscode.extensions.getExtension('easel.easel')?.packageJSON;
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return [
    ['Easel', String(version)],
    ['editor', vscode.version],
    ['node', process.version],
    ['platform', `${process.platform}-${process.arch}`],
    ['where', vscode.env.remoteName ?? 'local'],
    ['interface', vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'],
    ['language', vscode.env.language],
    ['workspace', vscode.workspace.isTrusted ? 'trusted' : 'not-trusted'],
  ];
}
