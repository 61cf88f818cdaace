import subsetFont from 'subset-font';

/** Every character that a caption can be written in: Latin, Greek, Cyrillic, kana, and the 3,755 commonest Chinese ones. */
export function captionCharacters() {
  return [
    between(0x20, 0x7e),
    between(0xa0, 0x24f),
    between(0x370, 0x3ff),
    between(0x400, 0x45f),
    between(0x1ea0, 0x1ef9),
    between(0x2010, 0x205e),
    '€₩₽№™←↑→↓×÷≈≠≤≥∞°•·…',
    between(0x3000, 0x30ff),
    between(0xff01, 0xff5e),
    commonChinese(),
    '麒麟鹦鹉蜻蜓鲸鲨鸵鹈鹕瑜伽璀璨斑斓氤氲旖旎涟漪琉璃琥珀珊瑚翡翠蜿蜒崎岖巍峨缥缈朦胧婀娜熠霓虹黛靛绛茜薰橡桉榕樱槐椰柠檬榴莲芒笋芋莴苣薏鹤鹭鸢雀雉鹳鹫鳄鳗鲑鲤鳕蝌蚪蟋蟀螳螂蜥蜴蚯蚓貂獭狍羚猞猁犀舆骷髅僵魅魍魉瀑潺湫漪涧湄滩屿岚峦嶙峋嶂',
  ].join('');
}

/** Level one of GB 2312, in the order of its code table. */
function commonChinese() {
  const bytes = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    const last = row === 0xd7 ? 0xf9 : 0xfe;
    for (let cell = 0xa1; cell <= last; cell++) bytes.push(row, cell);
  }
  return new TextDecoder('gbk').decode(new Uint8Array(bytes));
}

/**
 * Cuts the font down and says what it covers.
 * @returns {Promise<{ font: Buffer, glyphs: { unitsPerEm: number, wide: number, covered: string, widths: Record<string, number> } }>}
 *   `covered`: ranges of code points as `20-7e a0`, hexadecimal; `widths`: advances, in font units, that differ from `wide`
 */
export async function makeFont(source) {
  const font = await subsetFont(source, captionCharacters(), { targetFormat: 'sfnt' });
  const tables = readTables(font);
  const unitsPerEm = font.readUInt16BE(tables.head + 18);
  const widthCount = font.readUInt16BE(tables.hhea + 34);
  const widths = {};
  const points = [];
  for (const [point, glyph] of readCharacterMap(font, tables.cmap)) {
    points.push(point);
    const width = font.readUInt16BE(tables.hmtx + 4 * Math.min(glyph, widthCount - 1));
    if (width !== unitsPerEm) widths[String.fromCodePoint(point)] = width;
  }
  return { font, glyphs: { unitsPerEm, covered: toRanges(points), widths } };
}

function readTables(font) {
  const tables = {};
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const at = 12 + 16 * index;
    tables[font.toString('latin1', at, at + 4)] = font.readUInt32BE(at + 8);
  }
  return tables;
}

/** Pairs of code point and glyph from the format 4 or 12 subtable. */
function readCharacterMap(font, cmap) {
  const subtables = new Map();
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const at = cmap + font.readUInt32BE(cmap + 8 + 8 * index);
    subtables.set(font.readUInt16BE(at), at);
  }
  if (subtables.has(12)) return readFormat12(font, subtables.get(12));
  if (subtables.has(4)) return readFormat4(font, subtables.get(4));
  throw new Error('The font has no character map of format 4 or 12.');
}

function readFormat12(font, at) {
  const pairs = [];
  for (let group = 0; group < font.readUInt32BE(at + 12); group++) {
    const [start, end, glyph] = [0, 4, 8].map((offset) => font.readUInt32BE(at + 16 + 12 * group + offset));
    for (let point = start; point <= end; point++) pairs.push([point, glyph + point - start]);
  }
  return pairs;
}

function readFormat4(font, at) {
  const double = font.readUInt16BE(at + 6);
  const pairs = [];
  for (let offset = 0; offset < double; offset += 2) {
    const end = font.readUInt16BE(at + 14 + offset);
    const start = font.readUInt16BE(at + 16 + double + offset);
    const delta = font.readUInt16BE(at + 16 + 2 * double + offset);
    const rangeAt = at + 16 + 3 * double + offset;
    const range = font.readUInt16BE(rangeAt);
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const raw = range === 0 ? point : font.readUInt16BE(rangeAt + range + 2 * (point - start));
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) pairs.push([point, glyph]);
    }
  }
  return pairs;
}

function toRanges(points) {
  const ranges = [];
  for (const point of points.sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges.map(([a, b]) => (a === b ? a.toString(16) : `${a.toString(16)}-${b.toString(16)}`)).join(' ');
}

function between(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');
}
