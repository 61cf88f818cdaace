/** What the host says of a call that failed, else whatever was thrown as text. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
