/** The status bar item with the number of jobs, hidden while there are none. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Disposable } from '../../shared/platform/ports';
import { setContextKey } from '../platform/contextKeys';
import type { Engine } from '../platform/engine/engine';
import { factLine } from '../../shared/format/sentences';
import { t } from '../platform/translate';

/** Updates the item once the engine is open. The item is created with the first job. */
export function createStatusBar(engine: Engine): Disposable {
  let item: vscode.StatusBarItem | undefined;
  let events: Disposable | undefined;

  function show(counts: { running: number; waiting: number }): void {
    const isBusy = counts.running + counts.waiting > 0;
    setContextKey('easel.hasJobs', isBusy);
    if (!isBusy) return item?.hide();
    item ??= createItem();
    item.text = statusText(counts);
    item.tooltip = t('Easel: {running} generating, {waiting} queued. Click to show jobs.', counts);
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    item.show();
  }

  const opening = engine.onOpen((easel: Easel) => {
    events?.dispose();
    events = easel.onEvent((event) => {
      if (event.kind === 'counts') show(event.counts);
    });
    show(easel.jobs.counts());
  });
  return {
    dispose() {
      opening.dispose();
      events?.dispose();
      item?.dispose();
    },
  };
}

/** `$(sync~spin) 1 · 2 queued` */
export function statusText({ running, waiting }: { running: number; waiting: number }): string {
  const queued = waiting === 0 ? '' : t('{count} queued', { count: waiting });
  return running === 0 ? `$(clockface) ${queued}` : `$(sync~spin) ${factLine([String(running), queued])}`;
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('easel.jobs', vscode.StatusBarAlignment.Left);
  item.name = t('Easel Jobs');
  item.command = 'easel.showJobs';
  return item;
}
