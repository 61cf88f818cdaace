/** Titles and help texts of a provider's options, attached to the schema that parses them. */
import * as z from 'zod/mini';
import type { Message } from '../../shared/format/translate';

export interface OptionTexts {
  title: Message;
  description?: Message;
  /**
   * `needed`: adding a provider requires a value, although the settings may give it elsewhere; `asked`: adding a provider
   * offers it; left out: forms show it among the rarely used ones.
   */
  essential?: 'needed' | 'asked';
  /** What an empty value means, for an option that is `asked`. */
  whenEmpty?: Message;
}

/** Holds {@link OptionTexts}. */
export const optionTexts = z.registry<Record<string, unknown>>();

/** Declares an option of a provider: its schema and its texts. */
export function option<Schema extends z.ZodMiniType>(schema: Schema, texts: OptionTexts): Schema {
  optionTexts.add(schema, { ...texts });
  return schema;
}
