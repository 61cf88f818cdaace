/** Texts and pieces of binary files. */

export function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', at, at + length);
}

export function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
