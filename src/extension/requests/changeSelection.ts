/** Changes the provider, its key, its model and the parameters of a request, behind the title buttons of the input. */
import * as vscode from 'vscode';
import { fitting, type ChoiceField } from '../parameters/choices';
import type { Choices } from '../parameters/parameters';
import { missingSecretMessage } from '../messages/providers';
import { t } from '../platform/translate';
import { changeOptions } from '../quickInput/optionsMenu';
import { pickProvider } from '../quickInput/providerPick';
import { rememberedChoices, selectionOf, type ModelSelection, type SelectionContext } from './providerSelection';

export interface SelectedChoices {
  selection: ModelSelection;
  choices: Choices;
}

/** Shows the options menu and remembers the choices for the provider. */
export async function changeChoices(
  { easel, userState }: SelectionContext,
  { selection, choices }: SelectedChoices,
): Promise<SelectedChoices> {
  const { provider, purpose, fields } = selection;
  const title = t('Options for {provider}', { provider: provider.config.name });
  const selectionFor = ({ model }: Choices): ModelSelection => selectionOf(easel, provider, { purpose, model });
  const fieldsFor = (chosen: Choices): readonly ChoiceField[] => selectionFor(chosen).fields;
  const chosen = await changeOptions(title, fieldsFor, fitting(choices, fields));
  const changed = selectionFor(chosen);
  const fitted = fitting(chosen, changed.fields);
  await userState.saveChoices(provider.config.id, fitted, purpose);
  return { selection: changed, choices: fitted };
}

/** Shows the providers and remembers the selected one. Returns `current` if nothing changed. */
export async function changeProvider(context: SelectionContext, current: SelectedChoices): Promise<SelectedChoices> {
  const { easel, userState } = context;
  const { purpose, provider } = current.selection;
  const { id } = provider.config;
  const question = { easel, title: t('Provider'), providers: easel.providers.capable(purpose), current: id };
  const chosen = await pickProvider({ ...question, hasBack: true });
  // A newly added provider may not support it.
  const isCapable = easel.providers.capable(purpose).some(({ config }) => config.id === chosen?.config.id);
  if (!chosen || !isCapable || chosen.config.id === id) return current;
  const selection = selectionOf(easel, chosen, { purpose });
  const defaultId = easel.providers.default(purpose)?.configuredId ?? chosen.config.id;
  await userState.saveProvider(chosen.config.id, defaultId, purpose);
  return { selection, choices: rememberedChoices(selection, userState) };
}

/** Asks for the key that the provider lacks. */
export async function setSecret(
  { easel }: SelectionContext,
  { selection, choices }: SelectedChoices,
): Promise<SelectedChoices> {
  const { id } = selection.provider.config;
  await vscode.commands.executeCommand('easel.setProviderKey', id);
  const provider = easel.providers.list().find(({ config }) => config.id === id) ?? selection.provider;
  return { selection: { ...selection, provider }, choices };
}

/** The warning of the input box if the chosen provider lacks its key. */
export function missingSecretOf({ selection }: SelectedChoices): { missingSecret?: string } {
  const missingSecret = missingSecretMessage(selection.provider, t);
  return missingSecret === undefined ? {} : { missingSecret };
}
