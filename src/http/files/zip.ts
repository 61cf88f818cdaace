/**
 * Reads a ZIP from a service as hostile input: the entry count, declared sizes, and real sizes are limited, names that lead
 * out of their folder are rejected, and checksums are verified. Supports what services send: stored or deflated entries,
 * no encryption, no ZIP64. Source: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { fail, type EaselError } from '../../shared/model/easelError';

export interface ZipLimits {
  /** Maximum number of entries, including folders. */
  entries: number;
  /** Byte limit of an unpacked entry. */
  entryBytes: number;
  /** Byte limit of all unpacked entries together. */
  totalBytes: number;
}

export interface ZipEntry {
  /** As in the ZIP; must not be used as a path. */
  name: string;
  bytes: Uint8Array;
}

interface DirectoryEntry {
  name: string;
  method: number;
  checksum: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const defaultLimits: ZipLimits = { entries: 64, entryBytes: 64 * 1024 * 1024, totalBytes: 256 * 1024 * 1024 };

// `zlib` works off the main thread and stops at `maxOutputLength`; `fflate.unzipSync` silently truncates an entry that is
// larger than declared.
const inflate = promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(inflateRaw);

/**
 * The files of a ZIP in natural order of their names (`2.png` before `10.png`); folders are left out.
 * @throws EaselError `bad-answer`: `too-large` over a limit, `cut-answer` if the end is missing, else with a `detail`.
 */
export async function readZip(bytes: Uint8Array, limits: ZipLimits = defaultLimits): Promise<ZipEntry[]> {
  const listed = readDirectory(bytes, limits).filter((entry) => !entry.name.endsWith('/'));
  const declared = listed.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (declared > limits.totalBytes || listed.some((entry) => entry.unpacked > limits.entryBytes)) throw tooLarge();
  const entries: ZipEntry[] = [];
  const spans = listed.map((entry) => spanOf(bytes, entry));
  // In a zip bomb, entries share their bytes.
  const inOrder = [...spans].sort((a, b) => a.start - b.start);
  if (inOrder.some(({ start }, index) => start < (inOrder[index - 1]?.end ?? 0))) throw broken('overlap');
  for (const [index, entry] of listed.entries()) {
    const packed = bytes.subarray(spans[index]?.from, spans[index]?.end);
    entries.push({ name: entry.name, bytes: await unpack(packed, entry) });
  }
  const { compare } = new Intl.Collator('en', { numeric: true });
  return entries.sort((a, b) => compare(a.name, b.name));
}

function readDirectory(bytes: Uint8Array, limits: ZipLimits): DirectoryEntry[] {
  const data = viewOf(bytes);
  const end = endOf(data);
  const count = data.getUint16(end + 10, true);
  if (count > limits.entries) throw tooLarge();
  const entries: DirectoryEntry[] = [];
  let at = data.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || data.getUint32(at, true) !== 0x02014b50) throw broken('directory');
    const nameLength = data.getUint16(at + 28, true);
    const next = at + 46 + nameLength + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
    if (next > end) throw broken('directory');
    if ((data.getUint16(at + 8, true) & 1) !== 0) throw broken('encrypted');
    entries.push({
      name: checkedName(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))),
      method: data.getUint16(at + 10, true),
      checksum: data.getUint32(at + 16, true),
      packed: data.getUint32(at + 20, true),
      unpacked: data.getUint32(at + 24, true),
      offset: data.getUint32(at + 42, true),
    });
    at = next;
  }
  // A count that is too small would hide entries.
  if (at !== end) throw broken('directory');
  return entries;
}

/** Offset of the end record; a comment of up to 64 KB may follow it. */
function endOf(data: DataView): number {
  const lowest = Math.max(0, data.byteLength - 22 - 0xffff);
  for (let at = data.byteLength - 22; at >= lowest; at -= 1) {
    if (data.getUint32(at, true) === 0x06054b50 && at + 22 + data.getUint16(at + 20, true) === data.byteLength)
      return at;
  }
  throw fail('bad-answer', { reason: 'cut-answer', detail: 'ZIP' });
}

/** Span of an entry including its local header; its data begins at `from`. */
function spanOf(bytes: Uint8Array, { offset, packed }: DirectoryEntry): { start: number; from: number; end: number } {
  const data = viewOf(bytes);
  if (offset + 30 > bytes.length || data.getUint32(offset, true) !== 0x04034b50) throw broken('entry');
  const from = offset + 30 + data.getUint16(offset + 26, true) + data.getUint16(offset + 28, true);
  const end = from + packed;
  if (end > bytes.length) throw broken('entry');
  return { start: offset, from, end };
}

async function unpack(packed: Uint8Array, entry: DirectoryEntry): Promise<Uint8Array> {
  const unpacked = await inflated(packed, entry);
  if (unpacked.length !== entry.unpacked) throw broken('size');
  if (crc32(unpacked) !== entry.checksum) throw broken('checksum');
  return unpacked;
}

async function inflated(packed: Uint8Array, entry: DirectoryEntry): Promise<Uint8Array> {
  if (entry.method === 0 && packed.length !== entry.unpacked) throw broken('size');
  if (entry.method === 0) return packed.slice();
  if (entry.method !== 8) throw broken('method');
  try {
    return new Uint8Array(await inflate(packed, { maxOutputLength: Math.max(1, entry.unpacked) }));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken('entry');
  }
}

function checkedName(name: string): string {
  const steps = name.split(/[/\\]/);
  // eslint-disable-next-line no-control-regex -- no honest name has control characters
  if (steps.includes('..') || /^([/\\]|[a-z]:)/i.test(name) || /[\u0000-\u001f]/.test(name)) throw broken('name');
  return name;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(what: string): EaselError {
  return fail('bad-answer', { detail: `ZIP: ${what}` });
}

function tooLarge(): EaselError {
  return fail('bad-answer', { reason: 'too-large', detail: 'ZIP' });
}
