/**
 * The draft of an edit, and the steps behind the title buttons that change it: options, provider, recent prompts, references.
 */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { editLine } from '../../messages/edits';
import { choicesOf } from '../../parameters/parameters';
import type { ExtensionServices } from '../../platform/services';
import { t } from '../../platform/translate';
import { providerLabel } from '../../messages/providers';
import type { PromptDetour } from '../../quickInput/promptInput';
import { pickRecent } from '../../quickInput/recentPrompts';
import { pickReferences } from '../../workspaceImages/pickImages';
import { nameOf } from '../../workspaceImages/sources';
import { changeChoices, changeProvider, setSecret, type SelectedChoices } from '../changeSelection';
import { choicesWith, maxReferences, selectProvider } from '../providerSelection';
import { effortOfDraft } from '../requestDraft';
import type { EditArguments } from './editArguments';

/** An edit while the user is asked about it; its images are files that haven't been read yet. */
export interface EditDraft extends SelectedChoices {
  /** Text in the input box. */
  text: string;
  /** Prompts that were added to a batch; empty for a single edit. */
  prompts: string[];
  /** The images to edit, each on its own. */
  images: readonly vscode.Uri[];
  /** Reference images of every edit. */
  references: vscode.Uri[];
  /** Folder for the results, if requested explicitly. */
  folder?: string;
}

/** Shared by all steps of one command. */
export interface EditContext {
  services: ExtensionServices;
  easel: Easel;
}

/**
 * Undefined if no provider supports edits; the user was told.
 * @throws EaselError `settings` or `unsupported` for a provider that was requested explicitly.
 */
export async function firstDraft(
  context: EditContext,
  given: EditArguments,
  images: readonly vscode.Uri[],
): Promise<EditDraft | undefined> {
  const { easel } = context;
  const { userState } = context.services;
  if (given.provider === undefined && !easel.providers.default('edit')) {
    await showNoEditProvider();
    return undefined;
  }
  const selection = selectProvider({ easel, userState }, 'edit', given.provider);
  const draft: EditDraft = {
    text: given.prompt ?? given.draft ?? '',
    prompts: given.prompts ?? [],
    images,
    references: (given.references ?? []).map((uri) => vscode.Uri.parse(uri)),
    selection,
    choices: choicesWith(selection, userState, choicesOf(given)),
    ...(given.folder === undefined ? {} : { folder: given.folder }),
  };
  return given.chooseProvider ? takeDetour(context, draft, 'provider') : draft;
}

async function showNoEditProvider(): Promise<void> {
  const add = t('Add Provider…');
  const text = t('None of your providers can edit images. Add one that can, such as Qwen Image Service.');
  if ((await vscode.window.showInformationMessage(text, add)) === add)
    await vscode.commands.executeCommand('easel.addProvider');
}

/** Shows the step behind a title button. @returns The changed draft. */
export async function takeDetour(context: EditContext, draft: EditDraft, detour: PromptDetour): Promise<EditDraft> {
  const { easel } = context;
  const { userState } = context.services;
  switch (detour) {
    case 'options':
      return withinLimits({ ...draft, ...(await changeChoices({ easel, userState }, draft)) });
    case 'recent':
      return { ...draft, text: (await pickRecent(easel)) ?? draft.text };
    case 'provider':
      return withinLimits({ ...draft, ...(await changeProvider({ easel, userState }, draft)) });
    case 'secret':
      return { ...draft, ...(await setSecret({ easel, userState }, draft)) };
    case 'references':
      return changeReferences(draft);
  }
}

async function changeReferences(draft: EditDraft): Promise<EditDraft> {
  const chosen = await pickReferences({
    title: t('Reference Images'),
    max: maxReferences(draft.selection),
    chosen: draft.references,
    edited: draft.images,
  });
  return chosen ? { ...draft, references: chosen } : draft;
}

/** Another model may accept fewer references. */
function withinLimits(draft: EditDraft): EditDraft {
  return { ...draft, references: draft.references.slice(0, maxReferences(draft.selection)) };
}

/** The title buttons that apply to the draft. */
export function detoursOf(draft: EditDraft): PromptDetour[] {
  const references: PromptDetour[] = maxReferences(draft.selection) > 0 ? ['references'] : [];
  const secret: PromptDetour[] = draft.selection.provider.missingSecret ? ['secret'] : [];
  return [...secret, ...references, 'options', 'recent', 'provider'];
}

/** The line below the input: what Enter will do. */
export function lineOfDraft(easel: Easel, draft: EditDraft, prompts: readonly string[] = ['']): string {
  const { selection, choices, images, references, folder } = draft;
  return editLine(
    {
      names: images.map(nameOf),
      references: references.length,
      providerName: providerLabel(selection.provider, t),
      choices,
      ...effortOfDraft(easel, { ...draft, prompts }),
      ...(folder === undefined ? {} : { folder }),
    },
    t,
  );
}
