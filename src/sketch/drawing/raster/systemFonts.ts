/** Fonts of the machine, for characters that our own small font lacks. Only files at well-known paths are looked at. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

/** A font with everything in it; what is larger than this costs more memory than a caption is worth. */
const largestFont = 40 * 1024 * 1024;

/** Where fonts with many scripts stand on the three systems, the broadest first. */
export function knownFontPaths(platform: string = process.platform): string[] {
  switch (platform) {
    case 'darwin':
      return [
        '/System/Library/Fonts/Supplemental/Arial Unicode.ttf',
        '/System/Library/Fonts/AppleSDGothicNeo.ttc',
        '/System/Library/Fonts/Hiragino Sans GB.ttc',
        '/System/Library/Fonts/GeezaPro.ttc',
      ];
    case 'win32': {
      const folder = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'Fonts');
      const names = [
        'segoeui.ttf',
        'msyh.ttc',
        'malgun.ttf',
        'msjh.ttc',
        'Nirmala.ttf',
        'leelawui.ttf',
        'seguisym.ttf',
      ];
      return names.map((name) => join(folder, name));
    }
    default:
      return [
        '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
        '/usr/share/fonts/dejavu/DejaVuSans.ttf',
        '/usr/share/fonts/TTF/DejaVuSans.ttf',
        '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
        '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
        '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
        '/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf',
        '/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf',
        '/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf',
        '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
        '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
      ];
  }
}

export interface LoadedFont {
  bytes: Uint8Array;
  covers(codePoint: number): boolean;
}

/** Reads a font; undefined when it is not there, too large, or not understood. */
export async function loadFont(path: string): Promise<LoadedFont | undefined> {
  try {
    const { size } = await stat(path);
    if (size > largestFont) return undefined;
    const bytes = new Uint8Array(await readFile(path));
    const covers = readCoverage(bytes);
    return covers && { bytes, covers };
  } catch {
    // A font that can't be read is as good as one that is not there.
    return undefined;
  }
}

/** Which characters a font (or the first one of a collection) has, from its `cmap` of format 12 or 4. */
export function readCoverage(bytes: Uint8Array): ((codePoint: number) => boolean) | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isCollection = view.getUint32(0) === 0x74746366;
  const start = isCollection ? view.getUint32(12) : 0;
  const cmap = findTable(view, start, 0x636d6170);
  if (cmap === undefined) return undefined;
  const subtables = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * index);
    subtables.set(view.getUint16(at), at);
  }
  const wide = subtables.get(12);
  const narrow = subtables.get(4);
  const ranges =
    wide !== undefined ? readGroups(view, wide) : narrow !== undefined ? readSegments(view, narrow) : undefined;
  if (!ranges) return undefined;
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

type Range = [first: number, last: number];

function findTable(view: DataView, start: number, tag: number): number | undefined {
  for (let index = 0; index < view.getUint16(start + 4); index++) {
    const at = start + 12 + 16 * index;
    if (view.getUint32(at) === tag) return view.getUint32(at + 8);
  }
  return undefined;
}

function readGroups(view: DataView, at: number): Range[] {
  const count = view.getUint32(at + 12);
  return Array.from({ length: count }, (_, index): Range => [
    view.getUint32(at + 16 + 12 * index),
    view.getUint32(at + 20 + 12 * index),
  ]);
}

function readSegments(view: DataView, at: number): Range[] {
  const double = view.getUint16(at + 6);
  const ranges: Range[] = [];
  for (let offset = 0; offset < double; offset += 2) {
    const last = view.getUint16(at + 14 + offset);
    const first = view.getUint16(at + 16 + double + offset);
    if (first !== 0xffff) ranges.push([first, last]);
  }
  return ranges;
}
