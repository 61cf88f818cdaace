/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced whole here, never changed in place */
import type { AdminTarget } from '../../../../src/shared/protocol/adminRoute';
import type { ComparedId } from '../../../../src/shared/protocol/compare';
import type { DetailView, EntryQuery, Facets } from '../../../../src/shared/protocol/history';
import type { EntryView } from '../../../../src/shared/protocol/views';
import type { Host } from '../../../lib/host';
import { copyImage } from '../../../lib/clipboard';
import { EntryChunks, type Span } from './entryChunks.svelte';
import { Removals } from './removals.svelte';
import type { Thumbnails } from '../../../lib/thumbnails';
import { sentenceOf } from '../../../lib/sentence';

/** Entries that can be selected in one go. */
export const maxSelected = 5_000;
/** Images that a new one can start from; no model takes more. */
export const maxReferences = 16;

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };
/** What can be done with images. */
export type ImageAction = 'insert' | 'open' | 'saveAs' | 'copyPath' | 'copyMarkdown' | 'reveal';
type Selected = Pick<EntryView, 'id' | 'jobId' | 'imageId' | 'favourite'> & { url?: string };

const selectedOf = ({ id, jobId, imageId, favourite, image }: EntryView): Selected => ({
  ...{ id, jobId, favourite },
  ...(imageId === undefined ? {} : { imageId }),
  ...(image ? { url: image.url } : {}),
});

/** The history: what is looked for, what is selected and shown large, and what can be done with it. */
export class HistoryState {
  readonly #host: Host<'admin'>;
  #detailLoading = new AbortController();
  /** Index of the entry that was chosen before it was here. */
  #wanted: number | undefined;
  readonly entries: EntryChunks;
  readonly removals: Removals;
  query = $state.raw<EntryQuery>({});
  status = $state.raw<Status>({ kind: 'loading' });
  facets = $state.raw<Facets>({ providers: [], models: [] });
  /** Index of the entry that the keys act on. */
  active = $state(0);
  selected = $state.raw<ReadonlyMap<string, Selected>>(new Map());
  detail = $state.raw<DetailView | undefined>();
  isDetailOpen = $state(false);
  /** What came of the last action, when it went wrong or did less than was asked. */
  trouble = $state.raw<string | undefined>();
  /** What came of it when it went well and is seen nowhere else. */
  said = $state('');
  readonly isFiltered: boolean = $derived(Object.keys(this.query).some((key) => key !== 'order'));

  constructor(host: Host<'admin'>, thumbnails: Thumbnails, query: EntryQuery) {
    this.#host = host;
    this.entries = new EntryChunks(host, thumbnails, () => this.#selectWanted());
    this.removals = new Removals((work) => this.#tried(() => work(host.api)));
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
   * Asks for everything anew; what is shown stays until the answer is here, and also when there is none.
   * @param seen What of it is seen. @param stays The entry that the keys go on acting on.
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
      if (this.status.kind === 'ready') this.trouble = sentence;
      else this.status = { kind: 'failed', sentence };
    }
  }

  /**
   * Asks anew for what is seen, because something changed; the keys go on acting on the same entry, wherever it is now.
   * @returns By how many places it moved.
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

  /** Chooses one entry alone. */
  choose(index: number): void {
    this.active = index;
    this.trouble = undefined;
    this.said = '';
    this.selected = new Map();
    this.#wanted = index;
    this.#selectWanted();
  }

  /** What was chosen may not be here yet: it is selected when it comes. */
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
   * Chooses all entries from one index to another, as far as so many can be chosen; those that are not here yet are asked for.
   * @returns Whether it were more than that.
   */
  async chooseRange(one: number, other: number): Promise<'all' | 'cut'> {
    this.active = other;
    const first = Math.min(one, other);
    const last = Math.max(one, other);
    const to = Math.min(last, first + maxSelected - 1);
    const found: EntryView[] = [];
    await this.#tried(async () => {
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
      if (!mine.signal.aborted) this.trouble = sentenceOf(thrown);
    }
  }

  closeDetail(): void {
    this.isDetailOpen = false;
    this.detail = undefined;
  }

  /** Makes an entry the one that the keys act on, whatever was looked for before. */
  async showEntry(jobId: string, imageId: string): Promise<void> {
    await this.#tried(async () => {
      const index = await this.#host.api.call('entryIndex', [this.query, jobId, imageId]);
      if (index === undefined) return;
      this.active = index;
      await this.load([index, index + 1]);
      this.choose(index);
      await this.showDetail();
    });
  }

  /** What an action is about: what is selected, else the entry that the keys act on. */
  get targets(): Selected[] {
    if (this.selected.size > 0) return [...this.selected.values()];
    return this.activeEntry ? [selectedOf(this.activeEntry)] : [];
  }

  /** What an action is about that can be done with one only: of several, the one that was pressed last. */
  get target(): Selected | undefined {
    const { targets, activeEntry } = this;
    return targets.find(({ id }) => id === activeEntry?.id) ?? targets[0];
  }

  get images(): { imageId: string }[] {
    return this.targets.flatMap(({ imageId }) => (imageId === undefined ? [] : [{ imageId }]));
  }

  /** What the page for a new image opens with. */
  get references(): Extract<AdminTarget, { page: 'create' }> | undefined {
    const references = this.images;
    const fits = references.length > 0 && references.length <= maxReferences;
    return fits ? { page: 'create', references } : undefined;
  }

  /** Two that are selected, or one that is held against its original. */
  get compared(): ComparedId[] | undefined {
    const ids = this.images;
    return ids.length === 1 || ids.length === 2 ? ids : undefined;
  }

  async act(action: ImageAction): Promise<void> {
    const { api } = this.#host;
    const imageId = this.target?.imageId;
    await this.#tried(async () => {
      if (action !== 'open' && action !== 'saveAs' && action !== 'reveal') {
        const imageIds = this.images.map((image) => image.imageId);
        const done = imageIds.length > 0 && (await api.call(action, [imageIds]));
        if (done) this.said = this.#host.start.strings.copied;
      } else if (imageId !== undefined) await api.call(action, [imageId]);
    });
  }

  async copyImage(): Promise<void> {
    const url = this.target?.url;
    const { copied, copyFailed } = this.#host.start.strings;
    await this.#tried(async () => {
      if (url === undefined) return;
      if (await copyImage(url).catch(() => true)) this.trouble = copyFailed;
      else this.said = copied;
    });
  }

  async again(): Promise<void> {
    const { target } = this;
    if (target) await this.#tried(() => this.#host.api.call('again', [target.jobId]));
  }

  async step(action: string): Promise<void> {
    const jobId = this.detail?.entry.jobId;
    if (jobId !== undefined) await this.#tried(() => this.#host.api.call('step', [jobId, action]));
  }

  async setFavourite(): Promise<void> {
    const chosen = this.targets.filter(({ imageId }) => imageId !== undefined);
    if (chosen.length === 0) return;
    const isFavourite = !chosen.every(({ id, favourite }) => this.entries.find(id)?.favourite ?? favourite);
    const ids = chosen.flatMap(({ imageId }) => imageId ?? []);
    await this.#tried(() => this.#host.api.call('setFavourite', [ids, isFavourite]));
  }

  async remove(): Promise<void> {
    const { targets } = this;
    if (targets.length === 0) return;
    const removed = await this.removals.remove({
      imageIds: targets.flatMap(({ imageId }) => imageId ?? []),
      jobIds: targets.flatMap(({ imageId, jobId }) => (imageId === undefined ? jobId : [])),
    });
    if (removed) this.selected = new Map();
  }

  async ask(action: 'generate' | 'openLog'): Promise<void> {
    await this.#tried(() => this.#host.api.call(action, []));
  }

  /** The page is going: nobody waits for anything any more. */
  dispose(): void {
    this.entries.dispose();
    this.removals.dispose();
    this.#detailLoading.abort();
  }

  async #tried(work: () => Promise<void>): Promise<boolean> {
    this.trouble = undefined;
    this.said = '';
    try {
      await work();
      return true;
    } catch (thrown) {
      this.trouble = sentenceOf(thrown);
      return false;
    }
  }
}
