/**
 * Gives a sentence in the user's language: `translate('{count} images', { count: 4 })`. The English sentence is the key in
 * `l10n/bundle.l10n.<language>.json`; it is always written out at the call, so that a test can find it.
 */
export type Translate = (message: string, values?: Record<string, string | number>) => string;

declare const messageKey: unique symbol;

/** An English text of a declaration (the label of a field, say), translated where it is shown. */
export type Message = string & { readonly [messageKey]: true };

/** Marks an English text as a key of the l10n bundle. The text is written out at the call, as with {@link Translate}. */
export function message(text: string): Message {
  return text as Message;
}

/** A name that is the same in every language. */
export function properName(text: string): Message {
  return text as Message;
}

export function translated(text: Message, t: Translate): string {
  return t(text);
}
