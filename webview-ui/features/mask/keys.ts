/** Keys of the mask painter. Pure. */

export type Command =
  | 'brush'
  | 'eraser'
  | 'rectangle'
  | 'invert'
  | 'smaller'
  | 'larger'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'undo'
  | 'redo'
  | 'use';

const plain: Readonly<Record<string, Command>> = {
  b: 'brush',
  e: 'eraser',
  r: 'rectangle',
  i: 'invert',
  '[': 'smaller',
  ']': 'larger',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'fit',
};
const withControl: Readonly<Record<string, Command>> = { z: 'undo', Z: 'redo', y: 'redo', Enter: 'use' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): Command | undefined {
  // Brackets typed with AltGr or Option are reported with Alt, and on Windows with Ctrl and Alt.
  if (altKey) return key === '[' || key === ']' ? plain[key] : undefined;
  // Caps Lock makes capitals without Shift, which changes no command.
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (!ctrlKey && !metaKey) return plain[letter];
  return withControl[shiftKey ? letter.toUpperCase() : letter];
}
