/** Confirms what may cost money: the one reason, beside deletion, for a question that has to be answered. */
import * as vscode from 'vscode';
import { t } from '../translate';
import { spendingWords } from '../words/editWords';
import { effortOfDraft, type EditDraft } from './draft';
import type { FolderPictures } from './folders';
import { nameOf } from './sources';

/** @param limits `from`: fewer calls, and free ones, are not asked about. */
export async function confirmSpending(
  draft: EditDraft,
  prompts: readonly string[],
  { from }: { from: number },
): Promise<boolean> {
  const effort = effortOfDraft(draft, prompts);
  if (effort.calls < from || effort.price === 'free') return true;
  const start = t('Start');
  const text = t('Make {count} pictures?', { count: effort.results });
  const options = { modal: true, detail: spending(draft, prompts) };
  return (await vscode.window.showWarningMessage(text, options, start)) === start;
}

/** @returns The pictures to be edited; undefined: the person left. */
export async function confirmFolder(
  draft: EditDraft,
  found: FolderPictures,
): Promise<readonly vscode.Uri[] | undefined> {
  const withBelow = [...found.direct, ...found.below];
  const direct = { label: editWords(draft.pictures.length), pictures: draft.pictures };
  const all = { label: t('With Subfolders ({count})', { count: withBelow.length }), pictures: withBelow };
  const choices = withBelow.length > draft.pictures.length ? [direct, all] : [direct];
  const prompts = [draft.text];
  const detail = [
    spending(draft, prompts),
    ...(choices.length > 1
      ? [t('With subfolders: {spending}', { spending: spending({ ...draft, pictures: withBelow }, prompts) })]
      : []),
    t('The results stand beside their originals.'),
    ...(found.results > 0 ? [t('Results of earlier edits are left out: {count}.', { count: found.results })] : []),
  ].join('\n');
  const text = t('Edit the pictures in “{name}”?', { name: found.folders.map(nameOf).join(', ') });
  const labels = choices.map(({ label }) => label);
  const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, ...labels);
  return choices.find(({ label }) => label === chosen)?.pictures;
}

function editWords(count: number): string {
  return count === 1 ? t('Edit 1 Picture') : t('Edit {count} Pictures', { count });
}

function spending(draft: EditDraft, prompts: readonly string[]): string {
  return spendingWords({ ...effortOfDraft(draft, prompts), providerName: draft.target.provider.config.name }, t);
}
