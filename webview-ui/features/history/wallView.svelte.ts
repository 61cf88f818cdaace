import { tick, untrack } from 'svelte';
import type { Span } from './state/entryChunks.svelte';
import type { HistoryState } from './state/history.svelte';
import type { Mode } from '../../lib/host/viewState';
import { buildWall, partsOf, rowsWithin, shapeFor, tileOf, type Wall } from './state/wallLayout';

/** Milliseconds after the first visible images until others are prefetched. */
const aheadAfter = 400;
/** Milliseconds without scrolling until the scroll position is stored. */
const restAfter = 300;

interface Options {
  mode(): Mode;
  /** Called on every scroll, and with the position when scrolling ends. */
  onscroll(): void;
  onrest(top: number): void;
}

/** The visible part of the wall: scroll position, rendered rows, and the entry that stays in place. */
export class WallView {
  readonly #history: HistoryState;
  readonly #options: Options;
  #aheadSoon: ReturnType<typeof setTimeout> | undefined;
  #restSoon: ReturnType<typeof setTimeout> | undefined;
  /** The entry that stays in place during a new layout, and its distance in pixels from the top of the viewport. */
  #sight: { index: number; offset: number } | undefined;
  #laidOut: Wall['shape'] | undefined;
  /** Start of a range selection. */
  anchor: number;
  viewport = $state<HTMLElement>();
  /** Pixels. */
  width = $state(0);
  height = $state(0);
  #top = $state(0);
  /** Direction of the last scroll. */
  #isUpward = $state(false);
  /** Whether to prefetch: not before the first visible images are loaded. */
  #isAhead = $state(false);
  now = $state(Date.now());
  readonly wall: Wall = $derived.by(() =>
    buildWall(this.#history.entries.days, shapeFor(this.#options.mode(), this.width - 24)),
  );
  readonly #rows: string = $derived(this.#isAhead ? this.#rowsAround(0.5, 1.5) : this.#rowsAround(0, 0.05));
  /** Rows whose entries are fetched before they are rendered. */
  readonly #rowsToCome: string = $derived(this.#isAhead ? this.#rowsAround(0.5, 5) : this.#rows);
  readonly parts = $derived(partsOf(this.wall, rowsOf(this.#rows)));

  constructor(history: HistoryState, options: Options) {
    this.#history = history;
    this.#options = options;
    this.anchor = untrack(() => history.active);
    $effect(() => {
      // Runs again when the chunks are replaced.
      void history.entries.chunks;
      const spans = [this.#rows, this.#rowsToCome].map((rows) => this.#entriesOf(rows));
      untrack(() => history.entries.need(spans));
    });
    $effect(() => this.#stay(this.wall));
    $effect(() => () => {
      clearTimeout(this.#aheadSoon);
      clearTimeout(this.#restSoon);
    });
  }

  /** Rows within some screens of the viewport, most of them in the scroll direction. As text: equal rows are no change. */
  #rowsAround(behind: number, before: number): string {
    const [above, below] = this.#isUpward ? [before, behind] : [behind, before];
    const [top, height] = [this.#top, this.height];
    return rowsWithin(this.wall, top - height * above, top + height * (1 + below)).join('-');
  }

  #entriesOf(rows: string): Span {
    const { rowFirsts, total } = this.wall;
    const [from, to] = rowsOf(rows);
    return [rowFirsts[from] ?? 0, rowFirsts[to] ?? total];
  }

  /** Restores the scroll position and starts prefetching. */
  async comeBackTo(top: number): Promise<void> {
    await tick();
    this.#scrollTo(top);
    this.#aheadSoon = setTimeout(() => (this.#isAhead = true), aheadAfter);
  }

  /** Refreshes the visible entries, which stay in place while new ones arrive above. */
  async refresh(): Promise<void> {
    this.now = Date.now();
    const [from, to] = this.#entriesOf(this.#rows);
    const moved = await this.#history.refresh([from, Math.max(to, from + 1)]);
    this.anchor += moved;
    const sight = this.#sight;
    if (moved === 0 || this.#top === 0 || !sight) return;
    sight.index += moved;
    const tile = tileOf(this.wall, sight.index);
    await tick();
    if (tile) this.#scrollTo(tile.top - sight.offset);
  }

  onScroll(): void {
    const next = this.viewport?.scrollTop ?? 0;
    if (next !== this.#top) this.#isUpward = next < this.#top;
    this.#isAhead ||= next !== this.#top;
    this.#top = next;
    this.#options.onscroll();
    this.#sight = this.#sightOf(this.#history.active) ?? this.#sightOf(this.#firstSeen());
    clearTimeout(this.#restSoon);
    this.#restSoon = setTimeout(() => this.#options.onrest(this.#top), restAfter);
  }

  async bringIntoSight(index: number): Promise<void> {
    await tick();
    const { viewport, wall, height } = this;
    const tile = tileOf(wall, index);
    if (!viewport || !tile) return;
    const { headingHeight } = wall.shape;
    const bottom = tile.top + tile.height + 4;
    if (tile.top < viewport.scrollTop + headingHeight) this.#scrollTo(tile.top - headingHeight);
    else if (bottom > viewport.scrollTop + height) this.#scrollTo(bottom - height);
    this.#sight = { index, offset: tile.top - viewport.scrollTop };
  }

  #scrollTo(top: number): void {
    if (this.viewport) this.viewport.scrollTop = top;
  }

  scrollToTop(): void {
    this.#scrollTo(0);
  }

  /** False while there is nothing to focus. */
  focus(): boolean {
    this.viewport?.focus({ preventScroll: true });
    return this.viewport !== undefined;
  }

  get hasFocus(): boolean {
    return document.activeElement === this.viewport;
  }

  #sightOf(index: number | undefined): { index: number; offset: number } | undefined {
    const tile = index === undefined ? undefined : tileOf(this.wall, index);
    const top = this.#top;
    if (!tile || tile.top + tile.height < top || tile.top > top + this.height) return undefined;
    return { index: tile.index, offset: tile.top - top };
  }

  #firstSeen(): number | undefined {
    const [row = 0] = rowsWithin(this.wall, this.#top, this.#top + this.height);
    return this.wall.rowFirsts[row];
  }

  /** A new width or mode needs a new layout: what was visible stays visible. */
  #stay(wall: Wall): void {
    const { shape, total } = wall;
    const former = this.#laidOut;
    if (total === 0 || (former?.width === shape.width && former.mode === shape.mode)) return;
    const stays = former && this.#sight;
    this.#laidOut = shape;
    const tile = stays && tileOf(wall, stays.index);
    if (tile) untrack(() => this.#scrollTo(tile.top - stays.offset));
  }
}

function rowsOf(rows: string): [from: number, to: number] {
  const [from = 0, to = 0] = rows.split('-').map(Number);
  return [from, to];
}
