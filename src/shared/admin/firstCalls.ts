/** What the admin page asks for first when it opens on the history, with nothing kept from before. */
import type { EarlyCall } from '../rpc';

/** Entries that the page fetches at once. */
export const chunkSize = 60;

/** Their ids are below all that the page makes up itself. */
export const firstCalls: readonly EarlyCall[] = [
  { id: 1, verb: 'outline', values: [{}] },
  { id: 2, verb: 'entriesWithThumbnails', values: [{}, 0, chunkSize] },
];
