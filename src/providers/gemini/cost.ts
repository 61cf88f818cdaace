/** What a job cost, from the token counts of its answer and the configured prices. */
import * as z from 'zod/mini';
import type { Cost } from '../contract/task';
import type { GeminiOptions } from './options';

const count = z.catch(z.optional(z.int().check(z.gte(0))), undefined);

export const usageSchema = z.looseObject({
  promptTokenCount: count,
  candidatesTokenCount: count,
  thoughtsTokenCount: count,
  candidatesTokensDetails: z.catch(
    z.optional(z.array(z.looseObject({ modality: z.optional(z.string()), tokenCount: count })).check(z.maxLength(100))),
    undefined,
  ),
});

export type Usage = z.infer<typeof usageSchema>;

/** Left out without counts or prices: then the price per image counts. */
export function costOf(usage: Usage | undefined, { tokenPrices }: GeminiOptions): { cost?: Cost } {
  if (!tokenPrices || usage?.promptTokenCount === undefined || usage.candidatesTokenCount === undefined) return {};
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount = 0 } = usage;
  const details = usage.candidatesTokensDetails ?? [];
  const text = details
    .filter(({ modality }) => modality === 'TEXT')
    .reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0);
  // Output that isn't said to be text counts as image, which is dearer, so that the cost isn't understated.
  const image = Math.max(0, candidatesTokenCount - text);
  const { input, textOutput, imageOutput, currency } = tokenPrices;
  const millionths = promptTokenCount * input + (text + thoughtsTokenCount) * textOutput + image * imageOutput;
  return { cost: { amount: Math.round(millionths) / 1e6, unit: currency } };
}
