/** The keyboard help in the user's language. */
import type { AdminStrings } from '../../../shared/protocol/strings';
import type { Translate } from '../../../shared/format/translate';

type KeyLine = AdminStrings['keysList'][number];
type Line = readonly [keys: string, meaning: string];

export function keyboardStrings(t: Translate): Pick<AdminStrings, 'keysTitle' | 'keysList' | 'done'> {
  const pages = ['create', 'jobs', 'history', 'providers', 'statistics', 'service', 'compare'];
  const keysList = [
    ...at(['history'], historyKeys(t)),
    ...at(['create'], createKeys(t)),
    ...at(['mask'], maskKeys(t)),
    ...at(['compare'], compareKeys(t)),
    ...at(['providers'], [['Alt+↑ Alt+↓', t('Move a provider up or down')]]),
    ...at(pages, [['/', t('Search prompts')]]),
    ...at([...pages, 'mask'], [['?', t('Show these keys')]]),
    ...at(['history'], [['Esc', t('Close, or clear the selection')]]),
    ...at(['providers', 'compare', 'mask'], [['Esc', t('Close')]]),
  ];
  return { keysTitle: t('Keys'), keysList, done: t('Close') };
}

function at(places: string[], lines: readonly Line[]): KeyLine[] {
  return lines.map(([keys, meaning]) => ({ keys, meaning, places }));
}

function historyKeys(t: Translate): Line[] {
  return [
    ['← ↑ → ↓', t('Move; with Shift, select')],
    ['Enter', t('Show details')],
    ['Space', t('Select or deselect')],
    ['Ctrl+A', t('Select all results')],
    ['I', t('Insert into the editor used last')],
    ['O', t('Open')],
    ['E', t('Edit again: a new picture from this one')],
    ['U', t('Use as a reference for the next picture')],
    ['R', t('Reuse the parameters')],
    ['G', t('Make again at once')],
    ['C', t('Compare two, or a picture with its original')],
    ['Shift+F10', t('All actions')],
    ['F', t('Favourite')],
    ['Delete', t('Delete')],
    ['Ctrl+Z', t('Bring back what was just deleted')],
    ['+ − 0 1', t('Zoom the picture that has the focus')],
  ];
}

function createKeys(t: Translate): Line[] {
  return [
    ['Ctrl+Enter', t('Make the picture')],
    ['↑ ↓', t('Earlier and later prompts')],
    ['Ctrl+V', t('Add a picture from the clipboard')],
  ];
}

function maskKeys(t: Translate): Line[] {
  return [
    ['B', t('Brush')],
    ['E', t('Eraser')],
    ['R', t('Rectangle')],
    ['I', t('Invert')],
    ['[ ]', t('Smaller or larger brush')],
    ['← ↑ → ↓', t('Move the cross; with Shift, by single pixels')],
    ['Enter', t('Paint, or set a corner of the rectangle')],
    ['Space', t('Move the picture while it is held')],
    ['+ − 0', t('Zoom')],
    ['Ctrl+Z', t('Undo')],
    ['Ctrl+Shift+Z', t('Redo')],
    ['Ctrl+Enter', t('Use Mask')],
  ];
}

function compareKeys(t: Translate): Line[] {
  return [
    ['S B D', t('Slider, side by side, difference')],
    ['X', t('Swap')],
    ['← →', t('Move the dividing line; with Shift, in large steps')],
    ['+ − 0 1', t('Zoom the picture that has the focus')],
  ];
}
