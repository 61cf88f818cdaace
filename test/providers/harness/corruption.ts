/** Corrupts answers of any service. */
import type { ReadyAnswer } from './recordedAnswers';

/** `at` is an offset in the bytes, as a fraction from 0 to 1. */
export type Corruption =
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'cut'; at: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'body'; value: unknown }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'status'; status: number }
  | { kind: 'type'; type: string };

/** A corrupted copy of the answer. */
export function corruptedInTransit(answer: ReadyAnswer, how: Corruption): ReadyAnswer {
  const { bytes, headers } = answer;
  switch (how.kind) {
    case 'flip': {
      const at = Math.floor(how.at * (bytes.length - 1));
      return { ...answer, bytes: bytes.map((byte, index) => (index === at ? byte ^ (1 << how.bit) : byte)) };
    }
    case 'cut':
      return { ...answer, bytes: bytes.slice(0, Math.floor(how.at * bytes.length)) };
    case 'insert': {
      const at = Math.floor(how.at * bytes.length);
      return { ...answer, bytes: new Uint8Array([...bytes.subarray(0, at), ...how.bytes, ...bytes.subarray(at)]) };
    }
    case 'body':
      return { ...answer, bytes: jsonBytes(how.value) };
    case 'bytes':
      return { ...answer, bytes: how.bytes };
    case 'status':
      return { ...answer, status: how.status };
    case 'type':
      return { ...answer, headers: { ...headers, 'content-type': how.type } };
  }
}

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value) ?? 'undefined');
}
