/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced whole here, never changed in place */
import { chunkSize } from '../../../../src/shared/protocol/prefetchedCalls';
import type { EntryQuery } from '../../../../src/shared/protocol/pages/history';
import type { EntryView } from '../../../../src/shared/protocol/views/entries';
import type { Host } from '../../../lib/host/host';
import type { Day } from './wallLayout';
import type { Thumbnails } from '../../../lib/images/thumbnails';

/** Chunks in memory; those farthest from the visible ones are dropped. */
const maxChunks = 24;
/** Concurrent calls: what scrolls out of view before its turn is never fetched. */
const maxCalls = 3;

/** Milliseconds until a failed call is repeated. */
const retryAfter = 2_000;

/** Indices of entries; the end is exclusive. */
export type Span = readonly [from: number, to: number];

/** The loaded part of the history: the outline of all of it, and the entries around the visible ones, in chunks. */
export class EntryChunks {
  readonly #host: Pick<Host<'admin'>, 'api'>;
  readonly #thumbnails: Thumbnails;
  readonly #oncome: () => void;
  #query: EntryQuery = {};
  #generation = 0;
  #life = new AbortController();
  readonly #asked = new Set<number>();
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** The wanted spans: first the visible one, then those that may come into view. */
  #wanted: readonly Span[] = [];
  days = $state.raw<readonly Day[]>([]);
  chunks = $state.raw<ReadonlyMap<number, readonly EntryView[]>>(new Map());
  readonly total: number = $derived(this.days.reduce((sum, { ratios }) => sum + ratios.length, 0));

  /** @param oncome Called when further entries were loaded. */
  constructor(host: Pick<Host<'admin'>, 'api'>, thumbnails: Thumbnails, oncome: () => void) {
    this.#host = host;
    this.#thumbnails = thumbnails;
    this.#oncome = oncome;
  }

  at(index: number): EntryView | undefined {
    return this.chunks.get(Math.floor(index / chunkSize))?.[index % chunkSize];
  }

  find(id: string): EntryView | undefined {
    for (const entries of this.chunks.values()) {
      const entry = entries.find((one) => one.id === id);
      if (entry) return entry;
    }
    return undefined;
  }

  /**
   * Fetches everything again; the former entries stay until then.
   * @param seen The visible indices. @param stays The entry whose new index is wanted.
   * @returns That index if the entry is still found; undefined after a newer call.
   * @throws CallError
   */
  async load(query: EntryQuery, [from, to]: Span, stays?: EntryView): Promise<{ index?: number } | undefined> {
    this.#life.abort();
    const { signal } = (this.#life = new AbortController());
    this.#asked.clear();
    const { api } = this.#host;
    const isSame = query === this.#query && this.chunks.size > 0;
    const wanted = chunksOf([from, to]);
    try {
      const [outline, index, ...found] = await Promise.all([
        api.call('outline', [query], signal),
        stays && api.call('entryIndex', [query, stays.jobId, stays.imageId ?? null], signal),
        // Entries that are only refreshed have their thumbnails already.
        ...wanted.map((chunk) => (isSame ? this.#bare(query, chunk, signal) : this.#whole(query, chunk, signal))),
      ]);
      this.#query = query;
      // Running calls belong to the former query.
      this.#asked.clear();
      this.#generation += 1;
      this.days = outline.days;
      this.chunks = new Map(wanted.map((chunk, index) => [chunk, found[index] ?? []]));
      return index === undefined ? {} : { index };
    } catch (thrown) {
      if (signal.aborted) return undefined;
      throw thrown;
    }
  }

  /** Loads the entries of these spans in their order, instead of those wanted before. */
  need(spans: readonly Span[]): void {
    this.#wanted = spans;
    this.#fetchNext();
  }

  #fetchNext(): void {
    const { signal } = this.#life;
    for (const chunk of this.#wanted.flatMap(chunksOf)) {
      if (this.#asked.size >= maxCalls) return;
      if (chunk * chunkSize >= this.total || this.chunks.has(chunk) || this.#asked.has(chunk)) continue;
      this.#asked.add(chunk);
      void this.#fetch(chunk, signal);
    }
  }

  async #fetch(chunk: number, signal: AbortSignal): Promise<void> {
    const generation = this.#generation;
    try {
      const entries = await this.#whole(this.#query, chunk, signal);
      if (generation !== this.#generation) return;
      const kept = [...this.chunks, [chunk, entries] as const]
        .sort(([one], [other]) => Math.abs(one - chunk) - Math.abs(other - chunk))
        .slice(0, maxChunks);
      this.chunks = new Map(kept);
      this.#asked.delete(chunk);
      this.#oncome();
      this.#fetchNext();
    } catch {
      if (signal.aborted || generation !== this.#generation) return;
      this.#asked.delete(chunk);
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#fetchNext(), retryAfter);
    }
  }

  async #whole(query: EntryQuery, chunk: number, signal: AbortSignal): Promise<EntryView[]> {
    const values: [EntryQuery, number, number] = [query, chunk * chunkSize, chunkSize];
    const { entries, thumbnails } = await this.#host.api.call('entriesWithThumbnails', values, signal);
    this.#thumbnails.take(
      entries.map(({ imageId }) => imageId),
      thumbnails,
    );
    return entries;
  }

  #bare(query: EntryQuery, chunk: number, signal: AbortSignal): Promise<EntryView[]> {
    return this.#host.api.call('entries', [query, chunk * chunkSize, chunkSize], signal);
  }

  dispose(): void {
    clearTimeout(this.#retry);
    this.#life.abort();
  }
}

function chunksOf([from, to]: Span): number[] {
  const first = Math.floor(from / chunkSize);
  const count = Math.max(1, Math.ceil(to / chunkSize) - first);
  return Array.from({ length: count }, (_, step) => first + step);
}
