/** What keys do while a mask is painted. Pure. */

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
  // Where brackets need AltGr or Option, these are told as Alt, and on Windows as Ctrl and Alt.
  if (altKey) return key === '[' || key === ']' ? plain[key] : undefined;
  // Capitals come with the Shift key, and with Caps Lock, which changes no command.
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (!ctrlKey && !metaKey) return plain[letter];
  return withControl[shiftKey ? letter.toUpperCase() : letter];
}
