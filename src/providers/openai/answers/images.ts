/** Finds images in an answer: base64 with or without a data URI prefix, absolute and relative URLs, in lists and alone. */
import { imageTypeOf } from '../../../http/files/imageBytes';

export type Source = { bytes: Uint8Array } | { url: string };

export interface FoundImage {
  source: Source;
  /** As a data URI states it. */
  mediaType?: string;
  revisedPrompt?: string;
}

/** The value of a member for images: an image, or something else (`cut`: it begins like an image). */
export type Found = FoundImage | { broken: 'cut' | 'none' };

/** Makes an absolute URL of a path on the service; undefined if that's impossible. */
export type ResolvePath = (path: string) => string | undefined;

type Fields = Record<string, unknown>;

const listNames = ['data', 'images', 'results', 'output', 'outputs', 'image_urls', 'imageUrls'];
const bytesNames = ['b64_json', 'b64', 'base64', 'image_base64'];
const urlNames = ['url', 'image_url', 'imageUrl', 'result_url', 'resultUrl'];
/** Members that are an image's URL in some answers and something else in others. */
const ambiguousNames = ['image', 'output', 'result', 'data'];

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The images in the members of one object, without those of nested objects. */
export function imagesAt(fields: Fields, resolve: ResolvePath): { found: Found[]; hasEmptyList: boolean } {
  let hasEmptyList = false;
  let best: Found[] = [];
  for (const name of listNames) {
    const list = fields[name];
    if (!Array.isArray(list)) continue;
    if (list.every(isVacant)) hasEmptyList = true;
    const found = list.flatMap((item: unknown) => imageIn(item, resolve));
    if (countWhole(found) > countWhole(best) || best.length === 0) best = found;
  }
  if (best.length > 0) return { found: best, hasEmptyList };
  return { found: imagesOf(fields, resolve), hasEmptyList };
}

/** Whether an item of a list has neither an image nor anything else but a revised prompt. */
function isVacant(item: unknown): boolean {
  if (item === null || item === '') return true;
  if (!isFields(item)) return false;
  return Object.entries(item).every(([name, value]) => name === 'revised_prompt' || value === null || value === '');
}

export function countWhole(found: readonly Found[]): number {
  return found.filter((one) => 'source' in one).length;
}

/** A text that is certainly an image: a URL, a data URI, or a complete image in base64; undefined for any other text. */
export function imageText(text: string, resolve: ResolvePath): Found | undefined {
  const trimmed = text.trim();
  if (/^data%3A/i.test(trimmed)) return fromBase64(trimmed);
  if (/^(https?:|data:)/i.test(trimmed) || trimmed.startsWith('//')) return fromUrl(trimmed, resolve);
  if (trimmed.length < shortestImage) return undefined;
  const bytes = decode(trimmed);
  return bytes ? { source: { bytes } } : undefined;
}

/** Characters of base64; no real image is shorter. */
const shortestImage = 90;

/** An item of a list: an object, or the URL or base64 itself. */
function imageIn(item: unknown, resolve: ResolvePath): Found[] {
  if (typeof item === 'string') {
    if (item.trim() === '') return [];
    return [imageText(item, resolve) ?? fromUrl(item.trim(), resolve)];
  }
  return isFields(item) ? imagesOf(item, resolve) : [];
}

function imagesOf(fields: Fields, resolve: ResolvePath): Found[] {
  const revised = fields['revised_prompt'];
  const note = typeof revised === 'string' && revised !== '' ? { revisedPrompt: revised } : {};
  let broken: Found | undefined;
  for (const name of bytesNames) {
    const text = fields[name];
    if (typeof text !== 'string' || text.trim() === '') continue;
    const found = fromBase64(text);
    if ('source' in found) return [{ ...found, ...note }];
    broken ??= found;
  }
  for (const name of urlNames) {
    const found = textsOf(fields[name]).map((text) => fromUrl(text.trim(), resolve));
    if (countWhole(found) > 0) return found.map((one) => ('source' in one ? { ...one, ...note } : one));
    broken ??= found[0];
  }
  if (broken) return [broken];
  for (const name of ambiguousNames) {
    const value = fields[name];
    const found = typeof value === 'string' ? imageText(value, resolve) : undefined;
    if (found) return ['source' in found ? { ...found, ...note } : found];
  }
  return [];
}

/** Services write a URL as `"…"`, `["…"]`, or `{ "url": "…" }`. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => (typeof one === 'string' && one !== '' ? [one] : []));
  return isFields(value) && typeof value['url'] === 'string' ? textsOf(value['url']) : [];
}

const longestUrl = 8192;

/** Only forms a URL; `http/download` decides whether it may be opened. */
function fromUrl(text: string, resolve: ResolvePath): Found {
  if (/^data(:|%3A)/i.test(text)) return fromBase64(text);
  if (text.length > longestUrl) return fromBase64(text);
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return { source: { url: new URL(text).href } };
  const url = text.startsWith('/') ? resolve(text) : undefined;
  if (url !== undefined) return { source: { url } };
  return text.length >= shortestImage ? fromBase64(text) : { broken: 'none' };
}

function fromBase64(text: string): Found {
  const bytes = decode(text);
  if (!bytes) return { broken: looksLikeImage(text) ? 'cut' : 'none' };
  const mediaType = /^data:(image\/[\w.+-]{1,40})[;,]/i
    .exec(plainText(text.slice(0, 200)).trimStart())?.[1]
    ?.toLowerCase();
  return { source: { bytes }, ...(mediaType ? { mediaType } : {}) };
}

/** The bytes of a complete image; undefined for any other text. */
function decode(text: string): Uint8Array | undefined {
  const packed = withoutPrefix(text);
  if (packed === undefined || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) return undefined;
  const bytes = new Uint8Array(Buffer.from(packed, 'base64'));
  return imageTypeOf(bytes) !== undefined || isOtherImage(bytes) ? bytes : undefined;
}

/**
 * Removes `data:image/png;base64,`, also when it was put in front twice, percent encoding, and line ends; undefined for a data
 * URI that isn't base64.
 */
function withoutPrefix(text: string): string | undefined {
  let packed = plainText(text).trim();
  while (/^data:/i.test(packed)) {
    const comma = packed.indexOf(',');
    if (comma < 0 || !/;base64$/i.test(packed.slice(0, comma))) return undefined;
    packed = packed.slice(comma + 1);
  }
  return /\s/.test(packed) ? packed.replace(/\s+/g, '') : packed;
}

/** Base64 has no percent sign, so each begins an escaped character of ASCII. */
function plainText(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-7][\da-f])/gi, (_escape, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The first characters of PNG, JPEG, WebP, and GIF in base64. */
function looksLikeImage(text: string): boolean {
  return /^(iVBORw0KGgo|\/9j\/|UklGR|R0lGOD)/.test(withoutPrefix(text.slice(0, 500)) ?? '');
}

/** A GIF with its end, an AVIF, or an SVG, which the image store refuses by its name. */
function isOtherImage(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (/^GIF8[79]a/.test(head)) return bytes.at(-1) === 0x3b && bytes.length > 20;
  return /^.{4}ftypavi[fs]$/s.test(head) || isSvg(bytes);
}

/** The root element comes after a declaration, comments, and a document type. */
function isSvg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x3c && bytes[0] !== 0xef && bytes[0] !== 0x20 && bytes[0] !== 0x0a) return false;
  const text = new TextDecoder().decode(bytes.subarray(0, 4_000)).trimStart();
  return /^<svg[\s>]/.test(text) || (/^<(\?xml|!--|!doctype svg)/i.test(text) && /<svg[\s>]/.test(text));
}
