/** Titles and help texts of a provider's own options, kept beside the schema that parses them. */
import * as z from 'zod/mini';
import type { Message } from '../../shared/format/translate';

export interface OptionTexts {
  title: Message;
  description?: Message;
  /**
   * `needed`: adding a provider asks for it and takes no empty answer, although it may be said elsewhere in the settings;
   * `asked`: adding a provider asks for it; left out: forms show it with the seldom used ones.
   */
  essential?: 'needed' | 'asked';
  /** What an empty answer means, for an option that is `asked`. */
  whenEmpty?: Message;
}

/** Holds {@link OptionTexts}. */
export const optionTexts = z.registry<Record<string, unknown>>();

/** Declares an option of a provider: how it is parsed, and how it is called. */
export function option<Schema extends z.ZodMiniType>(schema: Schema, texts: OptionTexts): Schema {
  optionTexts.add(schema, { ...texts });
  return schema;
}
