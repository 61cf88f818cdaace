/** Reads the size of an SVG. It is untrusted text: it is only inspected here, never drawn. */

export interface SvgFacts {
  mimeType: 'image/svg+xml';
  extension: 'svg';
  /** Pixels at its own size, rounded, at least 1. */
  width: number;
  height: number;
  hasAlpha: true;
  isWhole: boolean;
}

/** Maximum bytes. A larger one is a photo in an SVG. */
const maxBytes = 10_000_000;
/** Maximum characters before the root: declaration, comments, document type. */
const maxPreface = 20_000;

/** Undefined if the root is not `svg`, or the size is not plausible. */
export function sniffSvg(bytes: Uint8Array): SvgFacts | undefined {
  if (bytes.length > maxBytes) return undefined;
  const root = rootOf(new TextDecoder().decode(bytes.subarray(0, maxPreface + 10_000)));
  if (root === undefined) return undefined;
  const size = sizeOf(root);
  if (!size) return undefined;
  const tail = new TextDecoder().decode(bytes.subarray(-500)).replaceAll(/<!--[^]*?-->/g, '');
  const isWhole = /<\/(?:svg:)?svg\s*>\s*$/.test(tail) || /\/>\s*$/.test(tail);
  return { mimeType: 'image/svg+xml', extension: 'svg', ...size, hasAlpha: true, isWhole };
}

/** The attributes of the root element as text; undefined if it is not `svg`. */
function rootOf(text: string): string | undefined {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < Math.min(text.length, maxPreface)) {
    const rest = text.slice(at, at + 10_000);
    const root = /^<(?:svg:)?svg((?:\s+[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/.exec(rest);
    if (root) return root[1] ?? '';
    const end = endOfPreface(text, at);
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

/** End of the next part before the root; undefined for anything else. */
function endOfPreface(text: string, at: number): number | undefined {
  const space = /^\s+/.exec(text.slice(at, at + 1000));
  if (space) return at + space[0].length;
  const closing = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
  if (closing !== undefined) {
    const end = text.indexOf(closing, at);
    return end < 0 ? undefined : end + closing.length;
  }
  if (!/^<!doctype\s/i.test(text.slice(at, at + 12))) return undefined;
  const end = /^[^>[]*(?:\[[^\]]*\]\s*)?>/.exec(text.slice(at, maxPreface));
  return end ? at + end[0].length : undefined;
}

function sizeOf(attributes: string): { width: number; height: number } | undefined {
  const value = (name: string): string | undefined => {
    const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
    return match ? (match[1] ?? match[2]) : undefined;
  };
  const box = (value('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth = NaN, boxHeight = NaN] = [box[2], box[3]];
  const hasBox = boxWidth > 0 && boxHeight > 0 && Number.isFinite(boxWidth * boxHeight);
  let width = lengthOf(value('width'));
  let height = lengthOf(value('height'));
  if (hasBox) {
    width ??= height === undefined ? boxWidth : (height * boxWidth) / boxHeight;
    height ??= (width * boxHeight) / boxWidth;
  }
  // The default size of browsers.
  width ??= 300;
  height ??= 150;
  const isPlausible = width > 0 && height > 0 && width <= 65_535 && height <= 65_535;
  return isPlausible ? { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) } : undefined;
}

const pixelsOf: Record<string, number> = { '': 1, px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 };

/** Pixels; undefined for lengths that depend on a page: percentages and font sizes. */
function lengthOf(text: string | undefined): number | undefined {
  const match = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)(px|pt|pc|mm|cm|in|)\s*$/i.exec(text ?? '');
  if (!match) return undefined;
  return Number(match[1]) * (pixelsOf[(match[2] ?? '').toLowerCase()] ?? 1);
}
