/** Corrupts bytes and values. The random generator determines everything, so that a run can be repeated. */
import { oneOf } from '../torture/seeded';

export type Random = () => number;

/** Whole number from 0 to below a limit. */
export function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

/** Edge values for lengths and counts. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff];

/** One to four changes: bits, numbers, and pieces that are removed, duplicated or taken from another input. */
export function spoilBytes(bytes: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let out = Buffer.from(bytes);
  for (let turn = 1 + below(4, random); turn > 0; turn -= 1) out = oneOf(byteChanges, random)(out, random, others);
  return new Uint8Array(out);
}

/** Formats that consist of parts: their start, the offset at which parts may be inserted, and empty parts. */
const formats: readonly { start: RegExp; joint: number; parts: readonly Buffer[] }[] = [
  // Chunks with their checksums, after the header.
  { start: /^\x89PNG/, joint: 33, parts: fromHex('00000000744558749642c585', '000000004944415435af061e') },
  // A mark without content, filling, an empty comment.
  { start: /^\xff\xd8\xff/, joint: 2, parts: fromHex('ff01', 'ff', 'fffe0002') },
  { start: /^RIFF/, joint: 12, parts: fromHex('4a554e4b00000000') },
  { start: /^GIF8/, joint: 13, parts: fromHex('21fe00') },
  { start: /^....ftyp/s, joint: 0, parts: fromHex('0000000866726565') },
  { start: /^\s*</, joint: 0, parts: ['<!--x-->', ' ', '<?x?>'].map((text) => Buffer.from(text)) },
];
const others = ['<g>', 'a="" ', '&#32;', '[', '{"a":', '"",', '\0', 'x'].map((text) => Buffer.from(text));

function fromHex(...texts: string[]): Buffer[] {
  return texts.map((text) => Buffer.from(text, 'hex'));
}

/**
 * Repeats a small part up to so many bytes, which is slow for parsers that process formats part by part.
 */
export function swell(bytes: Uint8Array, largest: number, random: Random): Uint8Array {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const format = random() < 0.7 ? formats.find((one) => one.start.test(start)) : undefined;
  const part = format ? oneOf(format.parts, random) : random() < 0.5 ? oneOf(others, random) : pieceOf(bytes, random);
  const at = format ? Math.min(bytes.length, format.joint) : below(bytes.length + 1, random);
  const room = below(Math.max(1, largest - bytes.length), random);
  const filling = Buffer.alloc(Math.floor(room / part.length) * part.length, part);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), filling, bytes.subarray(at)]));
}

function pieceOf(bytes: Uint8Array, random: Random): Buffer {
  const from = below(bytes.length, random);
  const piece = Buffer.from(bytes.subarray(from, from + 1 + below(16, random)));
  return piece.length > 0 ? piece : Buffer.of(0);
}

type ByteChange = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Buffer<ArrayBuffer>;

const byteChanges: readonly ByteChange[] = [
  (bytes, random) => {
    const out = Buffer.from(bytes);
    const at = below(out.length, random);
    if (out.length > 0) out[at] = (out[at] ?? 0) ^ (1 << below(8, random));
    return out;
  },
  (bytes, random) => {
    const out = Buffer.from(bytes);
    if (out.length > 0) out[below(out.length, random)] = below(256, random);
    return out;
  },
  (bytes, random) => {
    const out = Buffer.from(bytes);
    const edge = oneOf(edges, random);
    const at = below(out.length - 4, random);
    if (at < 0 || out.length < 5) return out;
    if (random() < 0.5) out.writeUInt32BE(edge, at);
    else out.writeUInt32LE(edge, at);
    return out;
  },
  (bytes, random) => Buffer.from(bytes.subarray(0, below(bytes.length + 1, random))),
  (bytes, random) => {
    const from = below(bytes.length, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + below(64, random))]);
  },
  (bytes, random) => {
    const from = below(bytes.length, random);
    const piece = bytes.subarray(from, from + 1 + below(256, random));
    return Buffer.concat([bytes.subarray(0, from), piece, piece, bytes.subarray(from)]);
  },
  (bytes, random, others) => {
    const other = others.length > 0 ? oneOf(others, random) : bytes;
    return Buffer.concat([
      bytes.subarray(0, below(bytes.length + 1, random)),
      other.subarray(below(other.length + 1, random)),
    ]);
  },
];

/** Values that are put where others belong. */
const strange: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, NaN, Infinity, 2 ** 53, -0, 1e308, '', ' ', '0', 'null', 'true', '__proto__'],
  ...[
    '../../etc/passwd',
    'C:\\CON',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://[::1]/',
    'https://user:pass@x/',
  ],
  ...['\u0000', '\u202egnp.exe', '😀'.repeat(300), 'x'.repeat(70_000), '{"a":1}', '[]', '1e999', '9007199254740993'],
];

/** A fresh strange value: a list or an object must not be shared. */
export function strangeValue(random: Random): unknown {
  const kind = random();
  if (kind < 0.8) return oneOf(strange, random);
  if (kind < 0.87) return [];
  if (kind < 0.94) return {};
  return nested(below(60, random));
}

function nested(depth: number): unknown {
  return depth === 0 ? {} : depth % 2 === 0 ? { data: nested(depth - 1) } : [nested(depth - 1)];
}

type Holder = Record<string, unknown>;

/** Changes, adds or takes away members anywhere in a value, which is copied first. */
export function spoilValue(value: unknown, random: Random): unknown {
  if (random() < 0.03) return strangeValue(random);
  const box: Holder = { value: structuredClone(value) };
  for (let turn = 1 + below(4, random); turn > 0; turn -= 1) {
    const holders = holdersIn(box);
    const holder = oneOf(holders, random);
    const names = Object.keys(holder);
    const name = names.length > 0 ? oneOf(names, random) : 'value';
    const change = random();
    if (change < 0.6) put(holder, name, strangeValue(random));
    else if (change < 0.8) Reflect.deleteProperty(holder, name);
    else if (change < 0.9)
      put(holder, oneOf(['__proto__', 'constructor', 'id', 'kind', 'x'], random), strangeValue(random));
    else put(holder, name, structuredClone(oneOf(holders, random)));
  }
  return box['value'];
}

/** As JSON would: a member that is called `__proto__` becomes one of the object's own. */
function put(holder: Holder, name: string, value: unknown): void {
  // No message and no JSON can give a list members with names.
  if (Array.isArray(holder) && !/^\d+$/.test(name)) return void holder.push(value);
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function holdersIn(value: unknown, depth = 0): Holder[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > 12) return [];
  return [value as Holder, ...Object.values(value).flatMap((member) => holdersIn(member, depth + 1))];
}
