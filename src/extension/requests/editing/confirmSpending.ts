/** Modal confirmations before many calls that may cost money. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { capWarning, refuseOverCap } from '../confirmRequest';
import { effortOfDraft, estimateDraft } from '../requestDraft';
import { formatList } from '../../../shared/format/sentences';
import { t } from '../../platform/translate';
import { spendingMessage } from '../../messages/edits';
import type { EditDraft } from './draft';
import type { FolderImages } from '../../workspaceImages/folders';
import { nameOf } from '../../workspaceImages/sources';

/** Whether to continue, and whether the user was asked. */
export type SpendingConsent = 'unasked' | 'asked' | 'no';

/**
 * @param limits `from`: minimum number of calls to ask about. Free calls need no confirmation.
 * @throws EaselError `cap` if a cap refuses all of it.
 */
export async function confirmSpending(
  easel: Easel,
  draft: EditDraft,
  { prompts, from }: { prompts: readonly string[]; from: number },
): Promise<SpendingConsent> {
  const effort = effortOfDraft(easel, { ...draft, prompts });
  if (effort.calls < from || effort.price === 'free') return 'unasked';
  const notice = noticeFor(easel, draft, prompts);
  const start = t('Start');
  const text = effort.results === 1 ? t('Generate 1 image?') : t('Generate {count} images?', { count: effort.results });
  const detail = [spendingText(easel, draft, prompts), ...notice].join('\n');
  const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, start);
  return chosen === start ? 'asked' : 'no';
}

/** The warning about a cap. @throws EaselError `cap` if it refuses, so that the user isn't asked in vain. */
function noticeFor(easel: Easel, draft: EditDraft, prompts: readonly string[]): string[] {
  const estimate = estimateDraft(easel, { ...draft, prompts });
  refuseOverCap(estimate);
  const notice = capWarning(estimate);
  return notice === '' ? [] : [notice];
}

/**
 * @returns The images to edit; undefined if the user dismissed the question.
 * @throws EaselError `cap` if a cap refuses even the images of the folder itself.
 */
export async function confirmFolder(
  easel: Easel,
  draft: EditDraft,
  found: FolderImages,
): Promise<readonly vscode.Uri[] | undefined> {
  const withSubfolders = [...found.direct, ...found.below];
  const direct = { label: editLabel(draft.images.length), images: draft.images };
  const all = { label: t('Include Subfolders ({count})', { count: withSubfolders.length }), images: withSubfolders };
  const choices = withSubfolders.length > draft.images.length ? [direct, all] : [direct];
  const prompts = [draft.text];
  const detail = [
    spendingText(easel, draft, prompts),
    ...noticeFor(easel, draft, prompts),
    ...(choices.length > 1
      ? [
          t('Including subfolders: {spending}', {
            spending: spendingText(easel, { ...draft, images: withSubfolders }, prompts),
          }),
        ]
      : []),
    t('Results are saved next to the originals.'),
    ...(found.results > 0 ? [t('Results of earlier edits skipped: {count}.', { count: found.results })] : []),
  ].join('\n');
  const text = t('Edit the images in "{name}"?', { name: formatList(found.folders.map(nameOf), t) });
  const labels = choices.map(({ label }) => label);
  const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, ...labels);
  const images = choices.find(({ label }) => label === chosen)?.images;
  if (images) refuseOverCap(estimateDraft(easel, { ...draft, images, prompts }));
  return images;
}

function editLabel(count: number): string {
  return count === 1 ? t('Edit 1 Image') : t('Edit {count} Images', { count });
}

function spendingText(easel: Easel, draft: EditDraft, prompts: readonly string[]): string {
  return spendingMessage(
    { ...effortOfDraft(easel, { ...draft, prompts }), providerName: draft.selection.provider.config.name },
    t,
  );
}
