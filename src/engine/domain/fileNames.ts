/** File names of results. No text of a service or a prompt can make a path that leaves the folder. */

export interface NameFacts {
  prompt: string;
  /** Milliseconds since 1970. */
  now: number;
  providerName: string;
  seed?: number;
}

/** Characters of a stem, so that paths stay short on every system. */
const maxStem = 80;
/** Bytes of a stem in UTF-8: file systems allow 255, including the number and the extension. */
const maxStemBytes = 200;
const maxSlug = 48;

/** Device names of Windows, which no file may have there, whatever extension follows. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?=$|[. ])/i;

/** Characters that file names may not have, and invisible ones: controls, direction marks, joiners, tags, lone surrogates. */
const invalid =
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\u{e0000}-\u{e0fff}\p{Cs}]+/gu;

/**
 * The stem (no extension) of a template. Placeholders: `{slug}` (from the prompt), `{date}` (2026-03-09), `{time}`
 * (14-05-59), `{provider}`, `{seed}`; other braces stay, and invalid characters are replaced.
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

/** A stem that is valid on every file system, never empty. */
export function safeStem(text: string): string {
  const stem = text
    .normalize('NFC')
    .replace(invalid, '-')
    .replace(/\s+/g, ' ')
    .replace(/-{2,}/g, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '');
  const cut = cutBytes(cutCharacters(stem, maxStem), maxStemBytes).replace(/[-. ]+$/g, '');
  if (cut === '') return 'image';
  return cut.replace(reserved, '$1-image');
}

/** `"A red fox, in the snow!"` gives `a-red-fox-in-the-snow`; letters of every script are kept. */
export function slugFrom(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const next = slug === '' ? word : `${slug}-${word}`;
    if ([...next].length > maxSlug) break;
    slug = next;
  }
  return slug === '' ? cutCharacters(words[0] ?? 'image', maxSlug) : slug;
}

/**
 * The names to try for one image, in order, until one is free: `fox`, `fox-2`, `fox-3`; for the images of a job with
 * several, `fox-1`, `fox-2`, …, from its position on.
 */
export function* candidateNames(
  stem: string,
  extension: string,
  { index, count }: { index: number; count: number },
): Generator<string> {
  if (count <= 1) yield `${stem}.${extension}`;
  for (let number = count > 1 ? index + 1 : 2; number < 10_000; number += 1) yield `${stem}-${number}.${extension}`;
}

function cutBytes(text: string, max: number): string {
  let out = text;
  while (Buffer.byteLength(out) > max) out = cutCharacters(out, [...out].length - 1);
  return out;
}

function cutCharacters(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : characters.slice(0, max).join('');
}

function localParts(now: number): { date: string; time: string } {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}-${two(date.getMinutes())}-${two(date.getSeconds())}`,
  };
}

/** The extension of a media type in the image store. */
export function extensionOf(mimeType: string): string {
  if (mimeType === 'image/jpeg') return 'jpg';
  return mimeType.replace(/^image\//, '').replace('+xml', '');
}
