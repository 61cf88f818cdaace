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
    ...at([...pages, 'mask'], [['?', t('Show keyboard shortcuts')]]),
    ...at(['history'], [['Esc', t('Close, or clear the selection')]]),
    ...at(['providers', 'compare', 'mask'], [['Esc', t('Close')]]),
  ];
  return { keysTitle: t('Keyboard Shortcuts'), keysList, done: t('Close') };
}

function at(places: string[], lines: readonly Line[]): KeyLine[] {
  return lines.map(([keys, meaning]) => ({ keys, meaning, places }));
}

function historyKeys(t: Translate): Line[] {
  return [
    ['← ↑ → ↓', t('Move (Shift to select)')],
    ['Enter', t('Show details')],
    ['Space', t('Select or deselect')],
    ['Ctrl+A', t('Select all results')],
    ['I', t('Insert into the last active editor')],
    ['O', t('Open')],
    ['E', t('Edit again (new image from this one)')],
    ['U', t('Use as a reference for the next image')],
    ['R', t('Reuse parameters')],
    ['G', t('Regenerate now')],
    ['C', t('Compare two images, or an image with its original')],
    ['Shift+F10', t('All actions')],
    ['F', t('Favorite')],
    ['Delete', t('Delete')],
    ['Ctrl+Z', t('Undo delete')],
    ['+ − 0 1', t('Zoom the focused image')],
  ];
}

function createKeys(t: Translate): Line[] {
  return [
    ['Ctrl+Enter', t('Generate the image')],
    ['↑ ↓', t('Previous and next prompts')],
    ['Ctrl+V', t('Add an image from the clipboard')],
  ];
}

function maskKeys(t: Translate): Line[] {
  return [
    ['B', t('Brush')],
    ['E', t('Eraser')],
    ['R', t('Rectangle')],
    ['I', t('Invert')],
    ['[ ]', t('Smaller or larger brush')],
    ['← ↑ → ↓', t('Move the crosshair (Shift for single pixels)')],
    ['Enter', t('Paint, or set a rectangle corner')],
    ['Space', t('Pan the image while held')],
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
    ['← →', t('Move the divider (Shift for large steps)')],
    ['+ − 0 1', t('Zoom the focused image')],
  ];
}
