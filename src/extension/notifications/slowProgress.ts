import * as vscode from 'vscode';
import type { Clock } from '../../shared/platform/ports';

/** Work that is over sooner than this shows no progress: the flicker would say nothing. Milliseconds. */
export const progressDelay = 1500;

/** Shows that something is under way, but only when it takes its time. Gives what the work gives. */
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
