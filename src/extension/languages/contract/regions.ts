import type { AddressSlot } from './language';

/** The part of a document with several languages that an offset is in. */
export type Region = 'markup' | 'script' | 'style';

const tag = /<(\/?)(script|style)\b[^>]*>/gi;

/** The region at `offset` of an HTML, Vue or Svelte document. */
export function regionAt(text: string, offset: number): Region {
  let region: Region = 'markup';
  for (const match of text.slice(0, offset).matchAll(tag)) {
    const name = match[2]?.toLowerCase() === 'script' ? 'script' : 'style';
    if (match[1] === '/') region = 'markup';
    else if (region === 'markup' && !match[0].endsWith('/>')) region = name;
  }
  return region;
}

export interface Span {
  start: number;
  end: number;
  /** Of the first statement; undefined if it follows from the text. */
  indent?: string;
}

/** The code between the `---` of an Astro component; undefined if there is none. */
export function frontmatterSpan(text: string): Span | undefined {
  const match = /^(\s*---)([ \t]*\r?\n[\s\S]*?)^---/m.exec(text);
  if (match?.index !== 0) return undefined;
  const start = match[1]?.length ?? 0;
  return { start, end: start + (match[2]?.length ?? 0), indent: '' };
}

export interface ScriptTag {
  /** As written in the tag. */
  attributes: string;
  /** The content of the element. */
  span: Span;
}

export function scriptTags(text: string): ScriptTag[] {
  return [...text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)].map((match) => {
    const start = match.index + match[0].indexOf('>') + 1;
    return { attributes: match[1] ?? '', span: { start, end: start + (match[2]?.length ?? 0) } };
  });
}

/** The content of the first script element, preferring those that aren't Svelte's module script; undefined if there is none. */
export function scriptSpan(text: string): Span | undefined {
  const tags = scriptTags(text);
  const instance = tags.find(({ attributes }) => !/\bmodule\b/.test(attributes));
  return (instance ?? tags[0])?.span;
}

/** How the address at the offset is delimited, if only an address fits there: `src="|"`, `url(|)`, `](|)`. */
export function addressSlotAt(text: string, offset: number): AddressSlot | undefined {
  const before = text.slice(Math.max(0, offset - 5), offset);
  const after = text.charAt(offset);
  const last = before.slice(-1);
  if ((last === '"' || last === "'" || last === '`') && after === last) return 'quoted';
  if (after === ')' && /(\]|url)\($/i.test(before)) return 'bare';
  return undefined;
}
