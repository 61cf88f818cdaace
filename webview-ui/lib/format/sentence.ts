/** The host's sentence for a failed call; for any other error, its text. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
