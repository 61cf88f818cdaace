/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced whole here, never changed in place */
import type { AdminTarget } from '../../src/shared/admin/target';
import type { ComparedId } from '../../src/shared/admin/compare';
import type { Chosen, DetailView, EntryQuery, EntryView, Facets } from '../../src/shared/easelApi';
import type { Host } from '../host';
import { copyImage } from '../parts/clipboard';
import type { Day } from '../parts/wall';

/** Entries that are fetched at once. */
const chunkSize = 60;
/** Chunks that are kept; those farthest from what is seen are forgotten. */
const mostChunks = 24;
/** Entries that can be selected in one go. */
const mostSelected = 5_000;
const undoFor = 10_000;

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };
/** What can be done with pictures. */
export type PictureVerb = 'insert' | 'open' | 'saveAs' | 'copyPath' | 'copyMarkdown' | 'reveal';
type Selected = Pick<EntryView, 'id' | 'jobId' | 'imageId' | 'favourite'>;

/** The history: what is looked for, the entries that are seen, what is selected, and what can be undone. */
export class HistoryState {
  readonly #host: Host<'admin'>;
  #loading = new AbortController();
  #detailLoading = new AbortController();
  readonly #asked = new Set<number>();
  /** Index of the entry that was chosen before it was here. */
  #wanted: number | undefined;
  #undoTimer: ReturnType<typeof setTimeout> | undefined;
  query = $state.raw<EntryQuery>({});
  status = $state.raw<Status>({ kind: 'loading' });
  days = $state.raw<Day[]>([]);
  chunks = $state.raw<ReadonlyMap<number, readonly EntryView[]>>(new Map());
  facets = $state.raw<Facets>({ providers: [], models: [] });
  /** Index of the entry that the keys act on. */
  active = $state(0);
  selected = $state.raw<ReadonlyMap<string, Selected>>(new Map());
  detail = $state.raw<DetailView | undefined>();
  isDetailOpen = $state(false);
  undo = $state.raw<Chosen | undefined>();
  /** What came of the last action, when it went wrong. */
  trouble = $state.raw<string | undefined>();
  readonly total: number = $derived(this.days.reduce((sum, { ratios }) => sum + ratios.length, 0));
  readonly isFiltered: boolean = $derived(Object.keys(this.query).some((key) => key !== 'order'));

  constructor(host: Host<'admin'>, query: EntryQuery) {
    this.#host = host;
    this.query = query;
  }

  at(index: number): EntryView | undefined {
    return this.chunks.get(Math.floor(index / chunkSize))?.[index % chunkSize];
  }

  get activeEntry(): EntryView | undefined {
    return this.at(this.active);
  }

  /**
   * Asks for everything anew; what is shown stays until the answer is here.
   * @param from First index that is seen, and `to` the last. @param stays The entry that the keys go on acting on.
   */
  async load(from = 0, to = from, stays?: EntryView): Promise<void> {
    this.#loading.abort();
    const mine = new AbortController();
    this.#loading = mine;
    const { signal } = mine;
    const chunk = Math.floor(from / chunkSize);
    const chunkCount = Math.max(2, Math.floor(to / chunkSize) - chunk + 1);
    try {
      const wanted = Array.from({ length: chunkCount }, (_, step) => chunk + step);
      const entriesOf = (one: number): Promise<EntryView[]> =>
        this.#host.api.call('entries', [this.query, one * chunkSize, chunkSize], signal);
      const [outline, index, ...found] = await Promise.all([
        this.#host.api.call('outline', [this.query], signal),
        stays && this.#host.api.call('entryIndex', [this.query, stays.jobId, stays.imageId ?? null], signal),
        ...wanted.map(entriesOf),
      ]);
      this.#asked.clear();
      for (const one of wanted) this.#asked.add(one);
      this.days = outline.days;
      this.chunks = new Map(wanted.map((one, index) => [one, found[index] ?? []]));
      this.status = { kind: 'ready' };
      this.active = Math.max(0, Math.min(index ?? this.active, this.total - 1));
      if (this.isDetailOpen) void this.showDetail();
      this.facets = await this.#host.api.call('facets', [], signal);
    } catch (thrown) {
      if (!signal.aborted) this.status = { kind: 'failed', sentence: sentenceOf(thrown) };
    }
  }

  /**
   * Asks anew for what is seen, because something changed; the keys go on acting on the same entry, wherever it is now.
   * @returns By how many places it moved.
   */
  async refresh(from: number, to: number): Promise<number> {
    const before = this.active;
    await this.load(from, to, this.activeEntry);
    return this.active - before;
  }

  search(query: EntryQuery): void {
    this.query = query;
    this.active = 0;
    this.selected = new Map();
    void this.load();
  }

  /** Sees to it that the entries from one index to before another come. */
  need(from: number, to: number): void {
    const { signal } = this.#loading;
    for (let chunk = Math.floor(from / chunkSize); chunk * chunkSize < to; chunk += 1) {
      if (this.#asked.has(chunk)) continue;
      this.#asked.add(chunk);
      void this.#fetch(chunk, signal);
    }
  }

  async #fetch(chunk: number, signal: AbortSignal): Promise<void> {
    try {
      const entries = await this.#host.api.call('entries', [this.query, chunk * chunkSize, chunkSize], signal);
      if (signal.aborted) return;
      const kept = [...this.chunks, [chunk, entries] as const]
        .sort(([one], [other]) => Math.abs(one - chunk) - Math.abs(other - chunk))
        .slice(0, mostChunks);
      this.chunks = new Map(kept);
      this.#selectWanted();
      this.#asked.clear();
      for (const [one] of kept) this.#asked.add(one);
    } catch {
      this.#asked.delete(chunk);
    }
  }

  /** Chooses one entry alone. */
  choose(index: number): void {
    this.active = index;
    this.trouble = undefined;
    this.selected = new Map();
    this.#wanted = index;
    this.#selectWanted();
  }

  /** What was chosen may not be here yet: it is selected when it comes. */
  #selectWanted(): void {
    const entry = this.#wanted === undefined ? undefined : this.at(this.#wanted);
    if (!entry) return;
    this.#wanted = undefined;
    this.selected = new Map([[entry.id, entry]]);
    if (this.isDetailOpen) void this.showDetail();
  }

  toggle(index: number): void {
    this.#wanted = undefined;
    this.active = index;
    const entry = this.at(index);
    if (!entry) return;
    const next = new Map(this.selected);
    if (!next.delete(entry.id)) next.set(entry.id, entry);
    this.selected = next;
  }

  /** Chooses all entries from one index to another; those that are not here yet are asked for. */
  async chooseRange(one: number, other: number): Promise<void> {
    this.active = other;
    const [from, to] = [Math.min(one, other), Math.min(Math.max(one, other), Math.min(one, other) + mostSelected - 1)];
    const found: EntryView[] = [];
    await this.#tried(async () => {
      for (let at = from; at <= to; at += 200) {
        const known = Array.from({ length: Math.min(200, to - at + 1) }, (_, step) => this.at(at + step));
        const here = known.filter((entry) => entry !== undefined);
        const isWhole = here.length === known.length;
        found.push(...(isWhole ? here : await this.#host.api.call('entries', [this.query, at, known.length])));
      }
      this.selected = new Map(found.map((entry) => [entry.id, entry]));
    });
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
      if (!mine.signal.aborted) this.trouble = sentenceOf(thrown);
    }
  }

  closeDetail(): void {
    this.isDetailOpen = false;
    this.detail = undefined;
  }

  /** What an action is about: what is selected, else the entry that the keys act on. */
  get targets(): Selected[] {
    if (this.selected.size > 0) return [...this.selected.values()];
    return this.activeEntry ? [this.activeEntry] : [];
  }

  async act(verb: PictureVerb): Promise<void> {
    const imageIds = this.targets.flatMap(({ imageId }) => imageId ?? []);
    const [first] = imageIds;
    if (first === undefined) return;
    await this.#tried(async () => {
      if (verb === 'open' || verb === 'saveAs' || verb === 'reveal') await this.#host.api.call(verb, [first]);
      else await this.#host.api.call(verb, [imageIds]);
    });
  }

  /** What the page for a new picture opens with. */
  get references(): Extract<AdminTarget, { page: 'create' }> | undefined {
    const references = this.targets.flatMap(({ imageId }) => (imageId === undefined ? [] : [{ imageId }]));
    return references.length > 0 ? { page: 'create', references } : undefined;
  }

  /** Two that are selected, or one that is held against its original. */
  get compared(): ComparedId[] | undefined {
    const ids = this.targets.flatMap(({ imageId }) => (imageId === undefined ? [] : [{ imageId }]));
    return ids.length === 1 || ids.length === 2 ? ids : undefined;
  }

  async copyImage(sentence: string): Promise<void> {
    const [first] = this.targets;
    const url = first && this.#shown(first.id)?.picture?.url;
    this.trouble = undefined;
    if (url !== undefined) await copyImage(url).catch(() => (this.trouble = sentence));
  }

  /** Makes an entry the one that the keys act on, whatever was looked for before. */
  async showEntry(jobId: string, imageId: string): Promise<void> {
    await this.#tried(async () => {
      const index = await this.#host.api.call('entryIndex', [this.query, jobId, imageId]);
      if (index === undefined) return;
      this.active = index;
      await this.load(index);
      this.choose(index);
      await this.showDetail();
    });
  }

  async again(): Promise<void> {
    const [first] = this.targets;
    if (first) await this.#tried(() => this.#host.api.call('again', [first.jobId]));
  }

  async step(action: string): Promise<void> {
    const jobId = this.detail?.entry.jobId;
    if (jobId !== undefined) await this.#tried(() => this.#host.api.call('step', [jobId, action]));
  }

  async setFavourite(): Promise<void> {
    const pictures = this.targets.filter(({ imageId }) => imageId !== undefined);
    if (pictures.length === 0) return;
    const isFavourite = !pictures.every(({ id, favourite }) => this.#shown(id)?.favourite ?? favourite);
    const ids = pictures.flatMap(({ imageId }) => imageId ?? []);
    await this.#tried(() => this.#host.api.call('setFavourite', [ids, isFavourite]));
  }

  #shown(id: string): EntryView | undefined {
    for (const entries of this.chunks.values()) {
      const entry = entries.find((one) => one.id === id);
      if (entry) return entry;
    }
    return undefined;
  }

  async remove(): Promise<void> {
    const { targets } = this;
    const chosen: Chosen = {
      imageIds: targets.flatMap(({ imageId }) => imageId ?? []),
      jobIds: targets.flatMap(({ imageId, jobId }) => (imageId === undefined ? jobId : [])),
    };
    if (targets.length === 0) return;
    await this.#tried(async () => {
      await this.#host.api.call('remove', [chosen]);
      this.removed(chosen);
    });
  }

  /** Offers for a while to bring back what was taken away. */
  removed(chosen: Chosen): void {
    this.selected = new Map();
    this.undo = chosen;
    clearTimeout(this.#undoTimer);
    this.#undoTimer = setTimeout(() => (this.undo = undefined), undoFor);
  }

  async bringBack(): Promise<void> {
    const chosen = this.undo;
    if (!chosen) return;
    this.undo = undefined;
    await this.#tried(() => this.#host.api.call('restore', [chosen]));
  }

  /** The page is going: nobody waits for anything any more. */
  dispose(): void {
    this.#loading.abort();
    this.#detailLoading.abort();
    clearTimeout(this.#undoTimer);
  }

  async ask(verb: 'generate' | 'openLog'): Promise<void> {
    await this.#tried(() => this.#host.api.call(verb, []));
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    this.trouble = undefined;
    try {
      await work();
    } catch (thrown) {
      this.trouble = sentenceOf(thrown);
    }
  }
}

export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
