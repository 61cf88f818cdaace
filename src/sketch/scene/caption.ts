import type { Glyphs } from '../reading/data';

/** What stands at the bottom of a picture: that it is a sketch, of what, and how large. */
export interface Caption {
  /** The prompt, cut; pieces that the caption's own font can't write are marked, see `drawing/canvas/caption.ts`. */
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

const smallestSide = 140;

/** Undefined when the picture is too small to be written on. */
export function planCaption(
  wish: { prompt: string; width: number; height: number },
  glyphs: Glyphs,
): Caption | undefined {
  const { width, height } = wish;
  const side = Math.min(width, height);
  if (side < smallestSide) return undefined;
  const fontSize = Math.max(9, Math.min(34, Math.round(side * 0.021 + 3)));
  const note = `sketch · ${width} × ${height}`;
  const noteWidth = widthOf(note, glyphs) * fontSize;
  const room = width - 2 * margin(fontSize) - 2 * padding(fontSize) - noteWidth - fontSize * 1.6;
  const prompt = room > fontSize * 6 ? cut(printable(wish.prompt), room / fontSize, glyphs) : '';
  return {
    prompt: toPieces(prompt, glyphs),
    note,
    fontSize,
    noteWidth,
    promptWidth: widthOf(prompt, glyphs) * fontSize,
  };
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

function widthOf(text: string, glyphs: Glyphs): number {
  let width = 0;
  for (const character of text) width += glyphs.width(character);
  return width;
}

/** Cuts at `ems`, at a word's end where one is near. */
function cut(text: string, ems: number, glyphs: Glyphs): string {
  if (widthOf(text, glyphs) <= ems) return text;
  let width = glyphs.width('…');
  let kept = '';
  for (const character of text) {
    width += glyphs.width(character);
    if (width > ems) break;
    kept += character;
  }
  const space = kept.lastIndexOf(' ');
  const end = space > kept.length * 0.7 ? space : kept.length;
  return `${kept.slice(0, end).replace(/[\s\p{P}\p{M}]+$/u, '')}…`;
}

function toPieces(text: string, glyphs: Glyphs): CaptionPiece[] {
  const pieces: CaptionPiece[] = [];
  for (const character of text) {
    const foreign = !glyphs.covers(character.codePointAt(0) ?? 0);
    const last = pieces.at(-1);
    // A mark belongs to the letter before it.
    if (last && (last.foreign === foreign || (last.foreign && character === ' '))) last.text += character;
    else pieces.push({ text: character, foreign });
  }
  return pieces;
}

/** Pixels between the label and the edges of the image. */
export function margin(fontSize: number): number {
  return fontSize * 1.1;
}

/** Pixels between the label's ends and its text. */
export function padding(fontSize: number): number {
  return fontSize * 0.9;
}
