/** Schemas of what the page Providers sends. */
import * as z from 'zod/mini';
import { id } from '../../shared/fields';

const maxEntries = 1_000;
const maxFields = 60;

/** Exactly one of the three ways to name what a form is about. */
export const formTarget = z.union([
  z.strictObject({ id }),
  z.strictObject({ entry: z.int().check(z.minimum(0), z.maximum(maxEntries - 1)) }),
  z.strictObject({ type: id }),
]);

/** Texts by the paths of fields; which of them the form has is checked when they are written. */
export const fieldValues = z
  .record(z.string().check(z.regex(/^[A-Za-z]+(\.\w{1,60})?$/)), z.string().check(z.maxLength(2_000)))
  .check(z.refine((all) => Object.keys(all).length <= maxFields));

export const providerSwitch = z.enum(['enabled', 'fallback', 'default']);
export const secretName = z.string().check(z.regex(/^\w{1,40}$/));
/** Some keys are long signed tokens. */
export const secretValue = z.string().check(z.maxLength(10_000));

/** IDs, each once. */
export const order = z.array(id).check(
  z.maxLength(maxEntries),
  z.refine((ids) => new Set(ids).size === ids.length),
);
