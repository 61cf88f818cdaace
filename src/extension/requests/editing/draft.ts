/** What has been decided of an edit so far, and the detours that change it: options, provider, prompts of before, references. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { fitting, type ChoiceField, type Choices } from '../../parameters/choices';
import type { ExtensionServices } from '../../platform/services';
import type { Estimate } from '../../../shared/model/money';
import { changeOptions } from '../../quickInput/optionsMenu';
import type { PromptDetour } from '../../quickInput/promptInput';
import { pickProvider } from '../../quickInput/providerPick';
import { pickRecent } from '../../quickInput/recentPrompts';
import { defaultProvider } from '../providerSelection';
import { t } from '../../platform/translate';
import { editLine } from '../../messages/edits';
import type { Pay } from '../../messages/money';
import { choicesOfEdit, type EditArguments } from './editArguments';
import {
  editCapableProviders,
  editChoices,
  editTargetOf,
  findEditTarget,
  maxReferences,
  type EditTarget,
} from './editSelection';
import { effortOf, kindFor } from './callEstimate';
import { pickReferences } from '../../workspaceImages/pickImages';
import { nameOf } from '../../workspaceImages/sources';

export interface EditDraft {
  /** What stands in the input. */
  text: string;
  /** Those of a batch that are decided; empty for a single edit. */
  prompts: string[];
  /** The pictures to be edited, each for itself. */
  pictures: readonly vscode.Uri[];
  /** What every edit looks at beside its own picture. */
  references: vscode.Uri[];
  target: EditTarget;
  choices: Choices;
  /** Where the results go, when it was said by name. */
  folder?: string;
}

/** What all steps of one command work with. */
export interface Editing {
  services: ExtensionServices;
  easel: Easel;
}

/**
 * Undefined: there is no provider that edits, or the person left.
 * @throws EaselError `settings` or `unsupported` for a provider that was asked for by name.
 */
export async function firstDraft(
  editing: Editing,
  given: EditArguments,
  pictures: readonly vscode.Uri[],
): Promise<EditDraft | undefined> {
  const { services, easel } = editing;
  const target = await findEditTarget(easel, services.userState, given.provider);
  if (!target) return undefined;
  const asked = choicesOfEdit(given);
  const choices = { ...editChoices(target, services.userState), ...asked };
  if (asked.size) delete choices.aspectRatio;
  if (asked.aspectRatio !== undefined) delete choices.size;
  const draft: EditDraft = {
    text: given.prompt ?? given.draft ?? '',
    prompts: given.prompts ?? [],
    pictures,
    references: (given.references ?? []).map((uri) => vscode.Uri.parse(uri)),
    target,
    choices,
    ...(given.folder === undefined ? {} : { folder: given.folder }),
  };
  return given.chooseProvider ? changeProvider(editing, draft) : draft;
}

/** Shows the step behind a title button; what it changed is in the draft that comes back. */
export async function takeDetour(editing: Editing, draft: EditDraft, detour: PromptDetour): Promise<EditDraft> {
  switch (detour) {
    case 'options':
      return changeChoices(editing, draft);
    case 'recent':
      return { ...draft, text: (await pickRecent(editing.easel)) ?? draft.text };
    case 'provider':
      return changeProvider(editing, draft);
    case 'references':
      return changeReferences(draft);
  }
}

async function changeChoices({ services, easel }: Editing, draft: EditDraft): Promise<EditDraft> {
  const { provider, fields } = draft.target;
  const title = t('Options of {provider}', { provider: provider.config.name });
  const fieldsFor = (choices: Choices): readonly ChoiceField[] => editTargetOf(easel, provider, choices).fields;
  const chosen = await changeOptions(title, fieldsFor, fitting(draft.choices, fields));
  const target = editTargetOf(easel, provider, chosen);
  const choices = fitting(chosen, target.fields);
  await services.userState.keepChoices(provider.config.id, choices, 'edit');
  return withinLimits({ ...draft, choices, target });
}

async function changeProvider({ services, easel }: Editing, draft: EditDraft): Promise<EditDraft> {
  const able = editCapableProviders(easel);
  const current = draft.target.provider.config.id;
  const chosen = await pickProvider({ easel, title: t('Provider'), providers: able, current, hasBack: true });
  const isAble = chosen && editCapableProviders(easel).some(({ config }) => config.id === chosen.config.id);
  if (!chosen || !isAble || chosen.config.id === current) return draft;
  const target = editTargetOf(easel, chosen, {});
  await services.userState.keepProvider(chosen.config.id, defaultProvider(able)?.config.id ?? chosen.config.id, 'edit');
  return withinLimits({ ...draft, target, choices: editChoices(target, services.userState) });
}

async function changeReferences(draft: EditDraft): Promise<EditDraft> {
  const chosen = await pickReferences({
    title: t('References'),
    most: maxReferences(draft.target),
    chosen: draft.references,
    edited: draft.pictures,
  });
  return chosen ? { ...draft, references: chosen } : draft;
}

/** Another model may take fewer references. */
function withinLimits(draft: EditDraft): EditDraft {
  return { ...draft, references: draft.references.slice(0, maxReferences(draft.target)) };
}

/** The buttons that make sense for the draft. */
export function detoursOf(draft: EditDraft): PromptDetour[] {
  const references: PromptDetour[] = maxReferences(draft.target) > 0 ? ['references'] : [];
  return [...references, 'options', 'recent', 'provider'];
}

/** How much the draft comes to with these prompts. */
export function effortOfDraft(draft: EditDraft, prompts: readonly string[]): Pay {
  const { target, choices, pictures, references } = draft;
  const amount = {
    pictures: pictures.length,
    prompts,
    count: choices.count ?? 1,
    references: references.length,
  };
  const price = target.priceOf(kindFor(amount, target.limits), choices.model);
  return { ...effortOf(amount, target.limits), ...(price === undefined ? {} : { price }) };
}

/** What the draft would come to, and whether a cap is in the way. */
export function estimateOfDraft(easel: Easel, draft: EditDraft, prompts: readonly string[]): Estimate {
  const { target, choices, pictures, references } = draft;
  const amount = { pictures: 1, prompts, count: choices.count ?? 1, references: references.length };
  const [prompt = ''] = prompts;
  const { id: providerId } = target.provider.config;
  return kindFor(amount, target.limits) === 'batch'
    ? easel.spending.estimate(
        { ...choices, kind: 'batch', prompt, prompts: [...prompts] },
        { providerId, times: pictures.length },
      )
    : easel.spending.estimate(
        { ...choices, kind: 'edit', prompt },
        { providerId, times: pictures.length * prompts.length },
      );
}

/** What Enter will do. */
export function lineOfDraft(draft: EditDraft, prompts: readonly string[] = ['']): string {
  const { target, choices, pictures, references, folder } = draft;
  return editLine(
    {
      names: pictures.map(nameOf),
      references: references.length,
      providerName: target.provider.config.name,
      choices,
      ...effortOfDraft(draft, prompts),
      ...(folder === undefined ? {} : { folder }),
    },
    t,
  );
}
