import type { Glyphs } from '../reading/data';

/** What is written at the bottom of an image: that it is a sketch, of what, and how large. */
export interface Caption {
  /** The prompt, cut, without characters that the caption's font lacks. */
  prompt: string;
  note: string;
  /** Pixels. */
  fontSize: number;
  promptWidth: number;
  noteWidth: number;
}

/** Between the label and the edges of the image, and between its ends and the text; in font sizes. */
export const margin = 1.1;
export const padding = 0.9;

const smallestSide = 140;

/** Undefined when the image is too small to be written on. */
export function planCaption(
  request: { prompt: string; width: number; height: number },
  glyphs: Glyphs,
): Caption | undefined {
  const { width, height } = request;
  const side = Math.min(width, height);
  if (side < smallestSide) return undefined;
  const fontSize = Math.max(9, Math.min(34, Math.round(side * 0.021 + 3)));
  const note = `sketch · ${width} × ${height}`;
  const noteWidth = widthOf(note, glyphs) * fontSize;
  const room = (width - noteWidth) / fontSize - 2 * margin - 2 * padding - 1.6;
  const prompt = room > 6 ? cut(printable(request.prompt, glyphs), room, glyphs) : '';
  return { prompt, note, fontSize, noteWidth, promptWidth: widthOf(prompt, glyphs) * fontSize };
}

/** One line of what the font can write; a letter that it lacks loses its accent, or is left out. */
export function printable(text: string, glyphs: Glyphs): string {
  const characters = [...text.slice(0, 600).normalize('NFKC').replace(/\s/g, ' ')];
  const covers = (character: string): boolean => glyphs.covers(character.codePointAt(0) ?? 0);
  const plain = characters.map((character) => (covers(character) ? character : character.normalize('NFD').charAt(0)));
  return plain.filter(covers).join('').replace(/ {2,}/g, ' ').trim();
}

/** In font sizes. */
function widthOf(text: string, glyphs: Glyphs): number {
  return [...text].reduce((width, character) => width + glyphs.width(character), 0);
}

/** Cuts where `ems` is reached, at a word's end where one is near. */
function cut(text: string, ems: number, glyphs: Glyphs): string {
  if (widthOf(text, glyphs) <= ems) return text;
  let width = glyphs.width('…');
  let start = '';
  for (const character of text) {
    width += glyphs.width(character);
    if (width > ems) break;
    start += character;
  }
  const space = start.lastIndexOf(' ');
  const end = space > start.length * 0.7 ? space : start.length;
  return `${start.slice(0, end).replace(/[\s\p{P}\p{M}]+$/u, '')}…`;
}
