/** What a job cost, from the token counts of its answer and the configured prices. */
import type { Cost } from '../contract/task';
import type { TokenUsage } from './answers/usage';
import type { OpenAiOptions } from './options';

/** Left out without counts or prices: then the price per image counts. */
export function costOf(usage: TokenUsage | undefined, { tokenPrices }: OpenAiOptions): { cost?: Cost } {
  if (!usage || !tokenPrices) return {};
  const { textInput, imageInput, output, currency } = tokenPrices;
  const millionths =
    usage.textInput * textInput +
    usage.imageInput * imageInput +
    // The higher price, so that the cost isn't understated.
    usage.otherInput * Math.max(textInput, imageInput) +
    usage.output * output;
  return { cost: { amount: Math.round(millionths) / 1e6, unit: currency } };
}
