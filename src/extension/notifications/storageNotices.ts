/** Warns if results can't be stored, the history was repaired, or the stored images exceed the size limit. */
import * as vscode from 'vscode';
import type { Disposable } from '../../shared/platform/ports';
import type { EaselEvent } from '../../shared/protocol/connection/events';
import type { ExtensionServices } from '../platform/services';
import type { Engine } from '../platform/engine/engine';
import type { UserState } from '../platform/userState';
import { showFailure } from './messages';
import { t } from '../platform/translate';

type Repaired = Extract<EaselEvent, { kind: 'storage-repaired' }>;
type Large = Extract<EaselEvent, { kind: 'storage-large' }>;

export interface StorageNoticeServices {
  /** Folder of Easel's own files. */
  storage: vscode.Uri;
  userState: Pick<UserState, 'sizeNotice' | 'saveSizeNotice'>;
  showAdmin: ExtensionServices['showAdmin'];
}

export function watchStorage(engine: Engine, services: StorageNoticeServices): Disposable {
  let events: Disposable | undefined;
  let isShowing = false;
  const opening = engine.onOpen((easel) => {
    events?.dispose();
    events = easel.onEvent((event) => {
      if (event.kind === 'storage-repaired') void showRepaired(event, services.storage);
      if (event.kind === 'storage-large') void showSizeNotice(event, services);
      // One message at a time, because many jobs may fail on the same full disk.
      if (event.kind !== 'storage-refused' || isShowing) return;
      isShowing = true;
      const isOutdated = event.failure.code === 'outdated';
      const lead = isOutdated ? undefined : t("Can't save a result. Easel keeps retrying; leave VS Code open.");
      void showFailure(event.failure, {}, lead).finally(() => (isShowing = false));
    });
  });
  return {
    dispose() {
      opening.dispose();
      events?.dispose();
    },
  };
}

async function showRepaired({ copy, jobs, images }: Repaired, storage: vscode.Uri): Promise<void> {
  if (copy === undefined) {
    const gone = t("Easel's history was missing and has been recreated. Images recovered: {images}.", {
      images,
    });
    return void (await vscode.window.showWarningMessage(gone));
  }
  const reveal = t('Show Damaged File');
  const message = t(
    "Easel's history was damaged and has been repaired. Entries kept: {jobs}. Additional images recovered: {images}. The damaged file was saved as {copy}.",
    { jobs, images, copy },
  );
  const chosen = await vscode.window.showWarningMessage(message, reveal);
  if (chosen === reveal) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.joinPath(storage, copy));
  }
}

/** Factor by which the size must grow before the notice is shown again. */
const minGrowth = 1.1;

async function showSizeNotice({ bytes, limit }: Large, { userState, showAdmin }: StorageNoticeServices): Promise<void> {
  const last = userState.sizeNotice();
  if (last?.limit === limit && bytes < last.bytes * minGrowth) return;
  await userState.saveSizeNotice({ bytes, limit });
  const size = (value: number): string =>
    (value / 1_000_000).toLocaleString(vscode.env.language, { maximumSignificantDigits: 3 });
  const message = t(
    'Images in the history use {size} MB, more than the limit of {limit} MB. Nothing is deleted automatically.',
    { size: size(bytes), limit: size(limit) },
  );
  const cleanUp = t('Clean Up…');
  const change = t('Change Limit…');
  const chosen = await vscode.window.showWarningMessage(message, cleanUp, change);
  if (chosen === cleanUp) await showAdmin({ page: 'history', cleanUp: true });
  if (chosen === change) {
    await vscode.commands.executeCommand('workbench.action.openSettings', '@id:easel.history.maxSizeMB');
  }
}
