import * as vscode from 'vscode';
import type { Clock } from '../../shared/platform/ports';

/** Milliseconds before progress is shown, so that quick work doesn't flicker. */
export const progressDelay = 1500;

/** Shows a progress notification if the work takes longer than {@link progressDelay}. Resolves like the work. */
export async function withSlowProgress<Result>(clock: Clock, title: string, work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const settled = work.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  const delay = clock.after(progressDelay, () => {
    if (isOver) return;
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => settled);
  });
  try {
    return await work;
  } finally {
    delay.dispose();
  }
}
