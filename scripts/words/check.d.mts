import type { Text } from './texts.mjs';

export interface Exception {
  file: string;
  text: string;
  reason: string;
}
export interface Finding extends Text {
  word: string;
  say: string;
}
export function checkWords(texts: Text[], exceptions: Exception[]): { findings: Finding[]; unused: Exception[] };
