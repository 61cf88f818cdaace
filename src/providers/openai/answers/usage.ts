/** Token counts in an answer, which OpenAI bills by. */
import { isFields } from './images';
import { first, type Fields } from './levels';

export interface TokenUsage {
  textInput: number;
  imageInput: number;
  /** Input tokens that the answer doesn't assign to text or images. */
  otherInput: number;
  output: number;
}

/** Undefined if no level has complete counts. */
export function usageOf(levels: readonly Fields[]): TokenUsage | undefined {
  return first(levels, (level) => readUsage(level['usage']));
}

/** The sum of two token counts, of which either may be unknown. */
export function addUsage(one: TokenUsage | undefined, other: TokenUsage | undefined): TokenUsage | undefined {
  if (!one || !other) return one ?? other;
  return {
    textInput: one.textInput + other.textInput,
    imageInput: one.imageInput + other.imageInput,
    otherInput: one.otherInput + other.otherInput,
    output: one.output + other.output,
  };
}

function readUsage(usage: unknown): TokenUsage | undefined {
  if (!isFields(usage)) return undefined;
  const input = tokens(usage['input_tokens']);
  const output = tokens(usage['output_tokens']);
  if (input === undefined || output === undefined) return undefined;
  const details = isFields(usage['input_tokens_details']) ? usage['input_tokens_details'] : {};
  const textInput = Math.min(input, tokens(details['text_tokens']) ?? 0);
  const imageInput = Math.min(input - textInput, tokens(details['image_tokens']) ?? 0);
  return { textInput, imageInput, otherInput: input - textInput - imageInput, output };
}

function tokens(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
