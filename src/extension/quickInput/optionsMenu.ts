/** The options menu: lists the model's parameters with their current values, each changed in place. */
import * as vscode from 'vscode';
import { readChoice, type ChoiceField, type ChoiceValue } from '../parameters/choices';
import type { ParameterName, Choices } from '../parameters/parameters';
import { factLine } from '../../shared/format/sentences';
import { ask, pick } from './pick';
import { openSetting, outputFolder } from '../platform/settings';
import { t } from '../platform/translate';
import { rangeMessage, unsetLabel, invalidValueMessage, type TypedField } from '../messages/choices';
import { formatSize } from '../messages/jobs';
import { parameterHelp, parameterLabel } from '../messages/parameters';

interface OptionItem extends vscode.QuickPickItem {
  field?: ChoiceField;
  action?: 'reset' | 'folder';
}

/** Shows the menu until it is closed. @returns The choices at that time. */
export async function changeOptions(
  title: string,
  /** The fields depend on the choices, because the model is one of them. */
  fieldsFor: (choices: Choices) => readonly ChoiceField[],
  start: Choices,
): Promise<Choices> {
  let choices = start;
  let last: ParameterName | undefined;
  for (;;) {
    const items = optionItems(fieldsFor(choices), choices);
    const active = items.find((item) => item.field && item.field.name === last);
    const placeholder = t('Select an option to change (Esc to go back)');
    const picked = await pick({ title, placeholder, items, active, hasBack: true });
    if (picked.kind !== 'item') return choices;
    const { field, action } = picked.item;
    if (action === 'reset') choices = {};
    else if (action === 'folder') await openSetting('output.folder');
    else if (field) {
      last = field.name;
      choices = await changeField(field, choices);
    }
    if (action === 'folder') return choices;
  }
}

function optionItems(fields: readonly ChoiceField[], choices: Choices): OptionItem[] {
  const items: OptionItem[] = fields.map((field) => ({
    label: parameterLabel(field.name, t),
    description: valueText(field, choices),
    field,
  }));
  items.push({ label: '', kind: vscode.QuickPickItemKind.Separator });
  if (Object.keys(choices).length > 0) items.push({ label: `$(discard) ${t('Restore Defaults')}`, action: 'reset' });
  items.push({ label: `$(folder) ${t('Folder')}`, description: outputFolder(), action: 'folder' });
  return items;
}

function valueText(field: ChoiceField, choices: Choices): string {
  const value = choices[field.name];
  if (value !== undefined) return typeof value === 'object' ? formatSize(value) : String(value);
  return unsetLabel(field, t);
}

async function changeField(field: ChoiceField, choices: Choices): Promise<Choices> {
  const value = field.kind === 'list' ? await pickValue(field, choices) : await askValue(field, choices);
  if (value === undefined) return choices;
  const others: Choices = { ...choices };
  delete others[field.name];
  if (value === '') return others;
  if (field.name === 'size') delete others.aspectRatio;
  if (field.name === 'aspectRatio') delete others.size;
  return { ...others, [field.name]: value };
}

/** The value; an empty string for the model's default; undefined if nothing changes. */
type Answer = ChoiceValue | undefined;

async function pickValue(field: ChoiceField & { kind: 'list' }, choices: Choices): Promise<Answer> {
  const current = choices[field.name] ?? field.initial;
  const items = field.values.map((value) => ({
    label: value,
    ...(value === field.initial ? { description: t('Default') } : {}),
  }));
  const active = items.find((item) => item.label === current);
  const picked = await pick({ title: parameterLabel(field.name, t), items, active, hasBack: true });
  return picked.kind === 'item' ? picked.item.label : undefined;
}

async function askValue(field: TypedField, choices: Choices): Promise<Answer> {
  const current = choices[field.name];
  const help = parameterHelp(field.name, t);
  const range = rangeMessage(field, t);
  const answer = await ask({
    title: parameterLabel(field.name, t),
    prompt: factLine([help, range, t('Leave empty for the default')]),
    value: typeof current === 'object' ? `${current.width}x${current.height}` : String(current ?? ''),
    hasBack: true,
    check: (text) =>
      text.trim() === '' || readChoice(field, text) !== undefined ? undefined : invalidValueMessage(field, t),
  });
  if (answer.kind !== 'text') return undefined;
  return answer.text.trim() === '' ? '' : readChoice(field, answer.text);
}
