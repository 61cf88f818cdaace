/** The menu of a picture's options: one pick of what the model has, current values shown, each changed in place. */
import * as vscode from 'vscode';
import { isSizeTaken, parseSize, type ChoiceField, type ChoiceName, type Choices } from './choices';
import { ask, pick } from './pick';
import { openSetting, outputFolder } from './settings';
import { t } from './translate';
import { sizeWords } from './words/jobWords';
import { parameterHelp, parameterWords } from './words/parameterWords';

interface OptionItem extends vscode.QuickPickItem {
  field?: ChoiceField;
  action?: 'reset' | 'folder';
}

/** Goes on until the person leaves the menu; gives the choices as they are then. */
export async function changeOptions(
  title: string,
  /** The model's fields: another model may be one of the choices. */
  fieldsFor: (choices: Choices) => readonly ChoiceField[],
  start: Choices,
): Promise<Choices> {
  let choices = start;
  let last: ChoiceName | undefined;
  for (;;) {
    const items = optionItems(fieldsFor(choices), choices);
    const active = items.find((item) => item.field && item.field.name === last);
    const placeholder = t('Choose what to change; Escape goes back to the prompt');
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
    label: parameterWords(field.name, t),
    description: valueWords(field, choices),
    field,
  }));
  items.push({ label: '', kind: vscode.QuickPickItemKind.Separator });
  if (Object.keys(choices).length > 0)
    items.push({ label: `$(discard) ${t('Back to the defaults')}`, action: 'reset' });
  items.push({ label: `$(folder) ${t('Folder')}`, description: outputFolder(), action: 'folder' });
  return items;
}

function valueWords(field: ChoiceField, choices: Choices): string {
  const value = choices[field.name];
  if (value !== undefined) return typeof value === 'object' ? sizeWords(value) : String(value);
  if (field.name === 'seed') return t('a new one each time');
  if (field.kind === 'size') return t('as the ratio gives it');
  if (field.kind === 'text') return t('nothing');
  return field.initial === undefined ? t('default') : t('{value} (default)', { value: field.initial });
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

/** The value, an empty text for the model's default, undefined when nothing is to change. */
type Answer = string | number | { width: number; height: number } | undefined;

async function pickValue(field: ChoiceField & { kind: 'list' }, choices: Choices): Promise<Answer> {
  const current = choices[field.name] ?? field.initial;
  const items = field.values.map((value) => ({
    label: value,
    ...(value === field.initial ? { description: t('default') } : {}),
  }));
  const active = items.find((item) => item.label === current);
  const picked = await pick({ title: parameterWords(field.name, t), items, active, hasBack: true });
  return picked.kind === 'item' ? picked.item.label : undefined;
}

async function askValue(field: Exclude<ChoiceField, { kind: 'list' }>, choices: Choices): Promise<Answer> {
  const current = choices[field.name];
  const help = parameterHelp(field.name, t);
  const range = rangeWords(field);
  const answer = await ask({
    title: parameterWords(field.name, t),
    prompt: [help, range, t('leave empty for the default')].filter((part) => part !== undefined).join(' · '),
    value: typeof current === 'object' ? `${current.width}x${current.height}` : String(current ?? ''),
    hasBack: true,
    check: (text) => (text.trim() === '' || readValue(field, text) !== undefined ? undefined : wrongWords(field)),
  });
  if (answer.kind !== 'text') return undefined;
  return answer.text.trim() === '' ? '' : readValue(field, answer.text);
}

function readValue(field: Exclude<ChoiceField, { kind: 'list' }>, text: string): Answer {
  switch (field.kind) {
    case 'text':
      return text.trim().length <= field.longest ? text.trim() : undefined;
    case 'number': {
      const value = Number(text.trim().replace(',', '.'));
      const isTaken = value >= field.min && value <= field.max && (!field.whole || Number.isInteger(value));
      return isTaken ? value : undefined;
    }
    case 'size': {
      const size = parseSize(text);
      return size && isSizeTaken(field, size) ? size : undefined;
    }
  }
}

function rangeWords(field: Exclude<ChoiceField, { kind: 'list' }>): string | undefined {
  switch (field.kind) {
    case 'text':
      return undefined;
    case 'number':
      return t('{min} to {max}', { min: field.min, max: field.max });
    case 'size':
      return t('as in 1024x768; each side {min} to {max}, a multiple of {step}', {
        min: field.min,
        max: field.max,
        step: field.multipleOf,
      });
  }
}

function wrongWords(field: Exclude<ChoiceField, { kind: 'list' }>): string {
  switch (field.kind) {
    case 'text':
      return t('At most {max} characters.', { max: field.longest });
    case 'number':
      return field.whole
        ? t('A whole number from {min} to {max}, please.', { min: field.min, max: field.max })
        : t('A number from {min} to {max}, please.', { min: field.min, max: field.max });
    case 'size':
      return t('Width and height in pixels, as in 1024x768; each side {min} to {max}, a multiple of {step}.', {
        min: field.min,
        max: field.max,
        step: field.multipleOf,
      });
  }
}
