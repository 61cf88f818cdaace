/** Characters that are not seen and turn around what stands behind them, and other control characters, as a blank. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
