/** Tells what befell Easel's own storage: something that can not be written for now, a history that had to be mended. */
import * as vscode from 'vscode';
import type { Disposable } from '../core/ports';
import type { EaselEvent } from '../shared/easelEvents';
import type { Engine } from './engine';
import { showFailure } from './messages';
import { t } from './translate';

type Repaired = Extract<EaselEvent, { kind: 'storage-repaired' }>;

export function watchStorage(engine: Engine, storage: vscode.Uri): Disposable {
  let events: Disposable | undefined;
  let isTold = false;
  const opening = engine.onOpen((easel) => {
    events?.dispose();
    events = easel.onEvent((event) => {
      if (event.kind === 'storage-repaired') void tellRepaired(event, storage);
      // One message at a time: twenty jobs may meet the same full disk.
      if (event.kind !== 'storage-refused' || isTold) return;
      isTold = true;
      const lead = t('A result has come and can not be written down. Easel keeps it and tries on: leave VS Code open.');
      void showFailure(event.failure, {}, lead).finally(() => (isTold = false));
    });
  });
  return {
    dispose() {
      opening.dispose();
      events?.dispose();
    },
  };
}

async function tellRepaired({ copy, jobs, pictures }: Repaired, storage: vscode.Uri): Promise<void> {
  if (copy === undefined) {
    const gone = t("Easel's history was gone and is begun anew: {pictures} pictures were found again.", { pictures });
    return void (await vscode.window.showWarningMessage(gone));
  }
  const reveal = t('Show the Damaged File');
  const message = t(
    "Easel's history was damaged and is mended: {jobs} entries could still be read, {pictures} more pictures were found. The damaged file is kept as {copy}.",
    { jobs, pictures, copy },
  );
  const chosen = await vscode.window.showWarningMessage(message, reveal);
  if (chosen === reveal) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.joinPath(storage, copy));
  }
}
