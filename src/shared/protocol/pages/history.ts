/** The calls of the page History. */
import type { JobKind, JobState } from '../../model/jobs';
import type { Thumbnail } from '../views/thumbnails';
import type { EntryView, Fact, ImageItem, NextStep } from '../views/entries';

/** The filters of the history. Left out: any. */
export interface EntryQuery {
  text?: string;
  states?: JobState[];
  kinds?: JobKind[];
  providerIds?: string[];
  models?: string[];
  /** Spelled so in the stored state of the page. */
  favouritesOnly?: boolean;
  /** Milliseconds since 1970: created then or later, and before that. */
  from?: number;
  before?: number;
  order?: 'newest' | 'oldest';
}

/**
 * The days of the entries, in their order; `start` is a day's midnight. `ratios` has one character for each entry: its code
 * is width divided by height in thousandths, so that the page can lay out all entries before it has any of them.
 */
export interface Outline {
  days: { start: number; ratios: string }[];
}

/** The lists have the same length. */
export interface EntriesWithThumbnails {
  entries: EntryView[];
  thumbnails: Thumbnail[];
}

/** All about one entry. */
export interface DetailView {
  entry: EntryView;
  /** With its format, its measured size and what was requested, for the comparison. */
  image?: ImageItem;
  /** Provider, model, times, cost, parameters, file. */
  facts: Fact[];
  /** The providers that were tried: `RunningHub 421 → KIE ✓`. */
  trail: string;
  warnings: string[];
  steps: NextStep[];
}

export interface Facets {
  providers: { id: string; name: string }[];
  models: string[];
}

/** Selected entries: images, and jobs without an image. */
export interface EntrySelection {
  imageIds: string[];
  jobIds: string[];
}

/** Which entries a clean-up removes. */
export interface EntryAge {
  days: number;
  keepFavorites: boolean;
}

export interface HistoryApi {
  outline(query: EntryQuery): Promise<Outline>;
  /** At most 200 entries from an offset on. */
  entries(query: EntryQuery, offset: number, limit: number): Promise<EntryView[]>;
  /** The same with their thumbnails, in one call: what scrolls into view needs both. */
  entriesWithThumbnails(query: EntryQuery, offset: number, limit: number): Promise<EntriesWithThumbnails>;
  /** How many entries precede this one; undefined when the query does not find it. */
  entryIndex(query: EntryQuery, jobId: string, imageId: string | null): Promise<number | undefined>;
  facets(): Promise<Facets>;
  detail(jobId: string, imageId: string | null): Promise<DetailView>;
  insert(imageIds: string[]): Promise<void>;
  open(imageId: string): Promise<void>;
  saveAs(imageId: string): Promise<void>;
  /** Whether the text is on the clipboard; if not, the user canceled or saw an error. */
  copyPath(imageIds: string[]): Promise<boolean>;
  copyMarkdown(imageIds: string[]): Promise<boolean>;
  reveal(imageId: string): Promise<void>;
  setFavorite(imageIds: string[], isFavorite: boolean): Promise<void>;
  remove(selection: EntrySelection): Promise<void>;
  restore(selection: EntrySelection): Promise<void>;
  /** What a clean-up would remove. */
  old(age: EntryAge): Promise<{ images: number; jobs: number; bytes: number }>;
  /** Removes the entries and returns them. */
  cleanUp(age: EntryAge): Promise<EntrySelection>;
}
