/** What the admin page asks for first when it opens on the history, with nothing kept from before. */
import type { PrefetchedCall } from './prefetch';

/** Entries that the page fetches at once. */
export const chunkSize = 60;

export const prefetchedCalls: readonly PrefetchedCall[] = [
  { method: 'outline', values: [{}] },
  { method: 'entriesWithThumbnails', values: [{}, 0, chunkSize] },
];
