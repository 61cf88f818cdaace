import type { Glyphs } from '../reading/data';

/** What is written at the bottom of an image: that it is a sketch, of what, and how large. */
export interface Caption {
  /** The prompt, cut. */
  prompt: CaptionPiece[];
  note: string;
  /** Pixels. */
  fontSize: number;
  promptWidth: number;
  noteWidth: number;
}

export interface CaptionPiece {
  text: string;
  /** True when only a font of the system could write it; without one it is left out. */
  foreign: boolean;
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
  const prompt = room > 6 ? cut(printable(request.prompt), room, glyphs) : '';
  const promptWidth = widthOf(prompt, glyphs) * fontSize;
  return { prompt: toPieces(prompt, glyphs), note, fontSize, noteWidth, promptWidth };
}

/** One line without control, format and private characters, and without emoji, which no text font draws. */
function printable(prompt: string): string {
  return prompt
    .slice(0, 600)
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{C}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe00-\ufe0f\u20e3]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
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

function toPieces(text: string, glyphs: Glyphs): CaptionPiece[] {
  const pieces: CaptionPiece[] = [];
  for (const character of text) {
    const foreign = !glyphs.covers(character.codePointAt(0) ?? 0);
    const last = pieces.at(-1);
    if (last && (last.foreign === foreign || (last.foreign && character === ' '))) last.text += character;
    else pieces.push({ text: character, foreign });
  }
  return pieces;
}
