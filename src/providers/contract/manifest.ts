/**
 * What a provider says about itself. The forms, the settings schema and the page in `docs/providers/` are made from it, so
 * that nothing outside the provider's folder has to know its name or the names of its options.
 */
import type * as z from 'zod/mini';
import type { Message } from '../../shared/format/translate';
import type { ProviderDefaults, SecretSpec } from './configuration';

/** A value of an option that helps after a failure: a button sets it, and the failure carries it in its `values`. */
export interface OptionValue extends Record<string, string> {
  option: string;
  value: string;
}

export interface ProviderManifest<Options = unknown> {
  readonly type: string;
  /** Former names of the type. Settings, prices and jobs that use them keep working. */
  readonly aliases?: readonly string[];
  readonly label: Message;
  /** One line, shown where a type is chosen. */
  readonly summary: Message;
  readonly homepage?: string;
  /** True when no network is used. */
  readonly offline: boolean;
  /**
   * A type with addresses for both sites lets the user choose between them; any other type has one address. A type that
   * has an `editPath` calls an endpoint for edits there and has no upload of its own.
   */
  readonly defaults: ProviderDefaults;
  readonly secrets: readonly SecretSpec[];
  /** Parses `options` of a configuration; unknown fields are an error, so that a typo is found. */
  readonly optionsSchema: z.ZodMiniType<Options>;
  /** The option, and its value, with which results come in the answers themselves. Offered if a result's URL is refused. */
  readonly inlineResults?: OptionValue;
  /** Entries of `easel.providers` that are shown as examples and offered as snippets. */
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}
