/** File names for results. They are made by us alone: nothing that a service or a prompt says gets out of the folder. */

export interface NameFacts {
  prompt: string;
  /** Milliseconds since 1970. */
  now: number;
  providerName: string;
  seed?: number;
}

/** Longest stem in characters, so that paths stay short on every system. */
const longestStem = 80;
/** And in bytes of UTF-8: file systems take 255, the number and the extension that follow included. */
const longestStemBytes = 200;
const longestSlug = 48;

/** Device names of Windows, which no file may have there, whatever stands behind a dot. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?=$|[. ])/i;

/** What no file name may have, and what nobody sees: controls, marks of direction, joiners, tags, half a pair of surrogates. */
const unfit =
  // eslint-disable-next-line no-control-regex -- control characters are just what must go
  /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\u{e0000}-\u{e0fff}\p{Cs}]+/gu;

/**
 * The stem (no extension) that a template gives. Places: `{slug}` (from the prompt), `{date}` (2026-03-09), `{time}`
 * (14-05-59), `{provider}`, `{seed}`; other braces stay as they are, and what no file name may have is replaced.
 */
export function stemFromTemplate(template: string, facts: NameFacts): string {
  const local = localParts(facts.now);
  const values: Record<string, string> = {
    slug: slugFrom(facts.prompt),
    date: local.date,
    time: local.time,
    provider: slugFrom(facts.providerName),
    seed: facts.seed === undefined ? '' : String(facts.seed),
  };
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return safeStem(filled);
}

/** A stem that every file system takes, never empty. */
export function safeStem(text: string): string {
  const stem = text
    .normalize('NFC')
    .replace(unfit, '-')
    .replace(/\s+/g, ' ')
    .replace(/-{2,}/g, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '');
  const cut = cutBytes(cutCharacters(stem, longestStem), longestStemBytes).replace(/[-. ]+$/g, '');
  if (cut === '') return 'picture';
  return cut.replace(reserved, '$1-picture');
}

/** `"A red fox, in the snow!"` gives `a-red-fox-in-the-snow`; letters of every script stay. */
export function slugFrom(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const next = slug === '' ? word : `${slug}-${word}`;
    if ([...next].length > longestSlug) break;
    slug = next;
  }
  return slug === '' ? cutCharacters(words[0] ?? 'picture', longestSlug) : slug;
}

/**
 * The names to try for one picture, one after the other, until one is free.
 * @param index 0-based place of the picture among `count`.
 */
export function* candidateNames(
  stem: string,
  extension: string,
  place: { index: number; count: number },
): Generator<string> {
  const first = place.count > 1 ? `${stem}-${place.index + 1}` : stem;
  yield `${first}.${extension}`;
  for (let number = 2; number < 10_000; number += 1) yield `${first}-${number}.${extension}`;
}

function cutBytes(text: string, most: number): string {
  let out = text;
  while (Buffer.byteLength(out) > most) out = cutCharacters(out, [...out].length - 1);
  return out;
}

function cutCharacters(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : characters.slice(0, most).join('');
}

function localParts(now: number): { date: string; time: string } {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}-${two(date.getMinutes())}-${two(date.getSeconds())}`,
  };
}

/** The extension under which the vault keeps a type. */
export function extensionOf(mimeType: string): string {
  if (mimeType === 'image/jpeg') return 'jpg';
  return mimeType.replace(/^image\//, '').replace('+xml', '');
}
