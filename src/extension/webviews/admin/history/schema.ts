/** Schemas of what the page History sends. */
import * as z from 'zod/mini';
import { finalStates, openStates } from '../../../../shared/model/jobs';
import { flag, id, ids, maxEntries } from '../../shared/fields';

export const maxListed = 200;

const time = z.number();
const list = <Item extends z.ZodMiniType>(item: Item): z.ZodMiniArray<Item> =>
  z.array(item).check(z.maxLength(maxListed));

export const entryQuery = z.strictObject({
  text: z.exactOptional(z.string().check(z.maxLength(500))),
  states: z.exactOptional(list(z.enum([...openStates, ...finalStates]))),
  kinds: z.exactOptional(list(z.enum(['generate', 'edit', 'batch']))),
  providerIds: z.exactOptional(list(id)),
  models: z.exactOptional(list(z.string().check(z.maxLength(300)))),
  favouritesOnly: z.exactOptional(flag),
  from: z.exactOptional(time),
  before: z.exactOptional(time),
  order: z.exactOptional(z.enum(['newest', 'oldest'])),
});

export const limit = z.int().check(z.minimum(1), z.maximum(maxEntries));
export const selection = z.strictObject({ imageIds: ids, jobIds: ids });
export const age = z.strictObject({
  days: z.int().check(z.minimum(0), z.maximum(36_500)),
  keepFavorites: flag,
});
