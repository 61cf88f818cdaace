/** The first calls of an admin page that opens on the history without stored state. */
import type { PrefetchedCall } from './connection/prefetch';

/** Entries that the page fetches in one call. */
export const chunkSize = 60;

export const prefetchedCalls: readonly PrefetchedCall[] = [
  { method: 'outline', values: [{}] },
  { method: 'entriesWithThumbnails', values: [{}, 0, chunkSize] },
];
