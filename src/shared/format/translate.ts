/**
 * Gives a sentence in the person's language: `translate('{count} pictures', { count: 4 })`. The English sentence is the key
 * in `l10n/bundle.l10n.<language>.json`; it is always written out at the call, so that a test can find it.
 */
export type Translate = (message: string, values?: Record<string, string | number>) => string;
