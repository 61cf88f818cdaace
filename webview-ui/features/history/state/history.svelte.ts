/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced whole here, never changed in place */
import type { AdminRoute } from '../../../../src/shared/protocol/pages/adminRoute';
import type { ComparedId } from '../../../../src/shared/protocol/pages/compare';
import type { DetailView, EntryQuery, Facets } from '../../../../src/shared/protocol/pages/history';
import type { EntryView } from '../../../../src/shared/protocol/views/entries';
import type { Host } from '../../../lib/host/host';
import { EntryChunks, type Span } from './entryChunks.svelte';
import { Removals } from './removals.svelte';
import type { Thumbnails } from '../../../lib/images/thumbnails';
import { sentenceOf } from '../../../lib/format/sentence';

/** Maximum entries of a selection. */
export const maxSelected = 5_000;
/** Maximum input images; no model takes more. */
export const maxReferences = 16;

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };
type Selected = Pick<EntryView, 'id' | 'jobId' | 'imageId' | 'favorite'> & { url?: string };

const selectedOf = ({ id, jobId, imageId, favorite, image }: EntryView): Selected => ({
  ...{ id, jobId, favorite },
  ...(imageId === undefined ? {} : { imageId }),
  ...(image ? { url: image.url } : {}),
});

/** State of the History page: query, selection, details and actions. */
export class HistoryState {
  readonly #host: Host<'admin'>;
  #detailLoading = new AbortController();
  /** Index of an entry that was chosen before it was loaded. */
  #wanted: number | undefined;
  readonly entries: EntryChunks;
  readonly removals: Removals;
  query = $state.raw<EntryQuery>({});
  status = $state.raw<Status>({ kind: 'loading' });
  facets = $state.raw<Facets>({ providers: [], models: [] });
  /** Index of the active entry. */
  active = $state(0);
  selected = $state.raw<ReadonlyMap<string, Selected>>(new Map());
  detail = $state.raw<DetailView | undefined>();
  isDetailOpen = $state(false);
  /** Error of the last action, or what it left out. */
  error = $state.raw<string | undefined>();
  /** Outcome of the last action that is visible nowhere else. */
  message = $state('');
  readonly isFiltered: boolean = $derived(Object.keys(this.query).some((key) => key !== 'order'));

  constructor(host: Host<'admin'>, thumbnails: Thumbnails, query: EntryQuery) {
    this.#host = host;
    this.entries = new EntryChunks(host, thumbnails, () => this.#selectWanted());
    this.removals = new Removals((work) => this.attempt(() => work(host.api)));
    this.query = query;
  }

  get total(): number {
    return this.entries.total;
  }

  at(index: number): EntryView | undefined {
    return this.entries.at(index);
  }

  get activeEntry(): EntryView | undefined {
    return this.at(this.active);
  }

  /**
   * Fetches everything again; the former entries stay until then, and if it fails.
   * @param seen The visible indices. @param stays The entry that stays active.
   */
  async load(seen: Span, stays?: EntryView): Promise<void> {
    try {
      const loaded = await this.entries.load(this.query, seen, stays);
      if (!loaded) return;
      this.status = { kind: 'ready' };
      this.active = Math.max(0, Math.min(loaded.index ?? this.active, this.total - 1));
      if (this.isDetailOpen) void this.showDetail();
      this.facets = await this.#host.api.call('facets', []);
    } catch (thrown) {
      const sentence = sentenceOf(thrown);
      if (this.status.kind === 'ready') this.error = sentence;
      else this.status = { kind: 'failed', sentence };
    }
  }

  /**
   * Refreshes the visible entries after a change; the active entry stays the same, wherever it is now.
   * @returns By how many indices it moved.
   */
  async refresh(seen: Span): Promise<number> {
    const before = this.active;
    await this.load(seen, this.activeEntry);
    return this.active - before;
  }

  search(query: EntryQuery): void {
    this.query = query;
    this.active = 0;
    this.selected = new Map();
    void this.load([0, 1]);
  }

  /** Selects one entry alone. */
  choose(index: number): void {
    this.active = index;
    this.error = undefined;
    this.message = '';
    this.selected = new Map();
    this.#wanted = index;
    this.#selectWanted();
  }

  /** The chosen entry may not be loaded yet: it is selected when it is. */
  #selectWanted(): void {
    const entry = this.#wanted === undefined ? undefined : this.at(this.#wanted);
    if (!entry) return;
    this.#wanted = undefined;
    this.selected = new Map([[entry.id, selectedOf(entry)]]);
    if (this.isDetailOpen) void this.showDetail();
  }

  toggle(index: number): void {
    this.#wanted = undefined;
    this.active = index;
    const entry = this.at(index);
    if (!entry) return;
    const next = new Map(this.selected);
    if (!next.delete(entry.id)) next.set(entry.id, selectedOf(entry));
    this.selected = next;
  }

  /**
   * Selects all entries of a range, up to the limit, and loads those that are missing.
   * @returns Whether the range was cut.
   */
  async chooseRange(one: number, other: number): Promise<'all' | 'cut'> {
    this.active = other;
    const first = Math.min(one, other);
    const last = Math.max(one, other);
    const to = Math.min(last, first + maxSelected - 1);
    const found: EntryView[] = [];
    await this.attempt(async () => {
      for (let at = first; at <= to; at += 200) {
        const known = Array.from({ length: Math.min(200, to - at + 1) }, (_, step) => this.at(at + step));
        const here = known.filter((entry) => entry !== undefined);
        const isWhole = here.length === known.length;
        found.push(...(isWhole ? here : await this.#host.api.call('entries', [this.query, at, known.length])));
      }
      this.selected = new Map(found.map((entry) => [entry.id, selectedOf(entry)]));
    });
    return to < last ? 'cut' : 'all';
  }

  clearSelection(): void {
    this.#wanted = undefined;
    this.selected = new Map();
  }

  async showDetail(): Promise<void> {
    this.isDetailOpen = true;
    const entry = this.activeEntry;
    if (!entry) return;
    this.#detailLoading.abort();
    const mine = new AbortController();
    this.#detailLoading = mine;
    try {
      this.detail = await this.#host.api.call('detail', [entry.jobId, entry.imageId ?? null], mine.signal);
    } catch (thrown) {
      if (!mine.signal.aborted) this.error = sentenceOf(thrown);
    }
  }

  closeDetail(): void {
    this.isDetailOpen = false;
    this.detail = undefined;
  }

  /** Makes an entry the active one, whatever the query was. */
  async showEntry(jobId: string, imageId: string): Promise<void> {
    await this.attempt(async () => {
      const index = await this.#host.api.call('entryIndex', [this.query, jobId, imageId]);
      if (index === undefined) return;
      this.active = index;
      await this.load([index, index + 1]);
      this.choose(index);
      await this.showDetail();
    });
  }

  /** The entries of an action: the selection, else the active entry. */
  get chosenEntries(): Selected[] {
    if (this.selected.size > 0) return [...this.selected.values()];
    return this.activeEntry ? [selectedOf(this.activeEntry)] : [];
  }

  /** The entry of an action that takes only one: of several, the last one chosen. */
  get chosenEntry(): Selected | undefined {
    const { chosenEntries, activeEntry } = this;
    return chosenEntries.find(({ id }) => id === activeEntry?.id) ?? chosenEntries[0];
  }

  get images(): { imageId: string }[] {
    return this.chosenEntries.flatMap(({ imageId }) => (imageId === undefined ? [] : [{ imageId }]));
  }

  /** The route to the page Create. */
  get references(): Extract<AdminRoute, { page: 'create' }> | undefined {
    const references = this.images;
    const fits = references.length > 0 && references.length <= maxReferences;
    return fits ? { page: 'create', references } : undefined;
  }

  /** Two selected images, or one to be compared with its original. */
  get compared(): ComparedId[] | undefined {
    const ids = this.images;
    return ids.length === 1 || ids.length === 2 ? ids : undefined;
  }

  /** Aborts all calls. */
  dispose(): void {
    this.entries.dispose();
    this.removals.dispose();
    this.#detailLoading.abort();
  }

  /** Runs an action and shows its error. @returns Whether it succeeded. */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    this.error = undefined;
    this.message = '';
    try {
      await work();
      return true;
    } catch (thrown) {
      this.error = sentenceOf(thrown);
      return false;
    }
  }
}
