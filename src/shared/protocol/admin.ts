/**
 * Every verb that the webview may call, and nothing else: this interface is the protocol between the page and the host.
 * The page names things by id; it never hands over a path or a command, and a URI only where VS Code itself drops files of
 * the workspace onto it.
 */
import type { EntryView, Fact, JobLine, JobAction, NextStep, ImageItem } from './views';
import type { CompareApi } from './compare';
import type { CreateApi } from './create';
import type { ProvidersApi } from './providers';
import type { ServiceApi } from './service';
import type { StatisticsApi } from './statistics';
import type { TargetApi } from './adminRoute';
import type { JobKind, JobState } from '../model/jobs';

/** The pictures of one job, or of several that were started together. */
export interface ImagesView {
  jobIds: string[];
  prompt: string;
  providerName: string;
  /** Milliseconds from hand-in to the last result, where both are known. */
  duration?: number;
  pictures: ImageItem[];
}

/** What the page has VS Code keep, so that the same pictures stand there again after a reload of the window. */
export interface StoredImagesState {
  jobIds: string[];
  chosenId: string | undefined;
}

export interface EaselApi {
  /** The pictures that the page was opened for, or those of the latest job that has any; undefined: there are none yet. */
  pictures(): Promise<ImagesView | undefined>;
  /** Puts the picture into the code where the cursor was. */
  insert(imageId: string): Promise<void>;
  /** Opens the picture in an editor. */
  open(imageId: string): Promise<void>;
  /** Asks where to and saves a copy. */
  saveAs(imageId: string): Promise<void>;
  /** Begins a new picture. */
  generate(): Promise<void>;
  /** Shows the log. */
  openLog(): Promise<void>;
  /** Closes the page. */
  close(): Promise<void>;
}

/** What the history is searched by. Everything left out is not looked at. */
export interface EntryQuery {
  text?: string;
  states?: JobState[];
  kinds?: JobKind[];
  providerIds?: string[];
  models?: string[];
  favouritesOnly?: boolean;
  /** Milliseconds since 1970: made then or later, and before that. */
  from?: number;
  before?: number;
  order?: 'newest' | 'oldest';
}

/**
 * How the entries spread over days, in their order; `start` is a day's midnight. `ratios` has a character for each entry: its
 * code is the width by the height in thousandths, so that all can be laid out before any of them is here.
 */
export interface Outline {
  days: { start: number; ratios: string }[];
}

/**
 * A small WebP in Base64; null where none is kept. They travel in messages, because VS Code's way from an address to a file
 * takes a third of a second for a screenful; as text, because a page shows it as it is: each `blob:` costs it some ten times
 * as long, of which the most where it is scrolled.
 */
export type Thumbnail = string | null;

/** The lists are of one length. */
export interface EntriesWithThumbnails {
  entries: EntryView[];
  thumbnails: Thumbnail[];
}

/** All about one entry. */
export interface DetailView {
  entry: EntryView;
  /** With its format, its measured size and what was asked, for the comparison. */
  picture?: ImageItem;
  /** Provider, model, times, cost, parameters, file. */
  facts: Fact[];
  /** The providers that were tried: `RunningHub 421 → KIE ✓`. */
  trail: string;
  warnings: string[];
  steps: NextStep[];
}

export interface JobsView {
  active: JobLine[];
  /** How many more are under way than are listed. */
  moreActive: number;
  ended: JobLine[];
}

export interface Facets {
  providers: { id: string; name: string }[];
  models: string[];
}

/** Entries by what they are: pictures and jobs. */
export interface Chosen {
  imageIds: string[];
  jobIds: string[];
}

/** Which entries are too old. */
export interface Age {
  days: number;
  keepFavourites: boolean;
}

export interface ZoneApi {
  /** Says in which time zone the page is shown (IANA name), by which days are counted and times are told. */
  inZone(name: string): Promise<void>;
}

/** The verbs of the admin page. */
export interface AdminApi
  extends ZoneApi, TargetApi, HistoryApi, CompareApi, CreateApi, ProvidersApi, StatisticsApi, ServiceApi {}

/** The verbs of the pages Jobs and History. */
export interface HistoryApi {
  /** How many jobs have not come to their end, those that are overdue as well: as many as stand under that on the page Jobs. */
  jobsUnderWay(): Promise<number>;
  jobs(): Promise<JobsView>;
  runJob(jobId: string, verb: JobAction): Promise<void>;
  /** Asks the person first, and tells what came of it. */
  cancelAll(): Promise<void>;
  /** Does what a {@link NextStep} says. */
  step(jobId: string, action: string): Promise<void>;
  outline(query: EntryQuery): Promise<Outline>;
  /** At most 200 entries from an offset on. */
  entries(query: EntryQuery, offset: number, limit: number): Promise<EntryView[]>;
  /** The same with their small pictures: what is scrolled to needs both, and shall not wait twice. */
  entriesWithThumbnails(query: EntryQuery, offset: number, limit: number): Promise<EntriesWithThumbnails>;
  /** Small pictures by the ids of their pictures, at most 200. */
  thumbnails(imageIds: string[]): Promise<Thumbnail[]>;
  /** How many entries stand before this one; nothing when the query does not find it. */
  entryIndex(query: EntryQuery, jobId: string, imageId: string | null): Promise<number | undefined>;
  facets(): Promise<Facets>;
  detail(jobId: string, imageId: string | null): Promise<DetailView>;
  /** Keeps a small WebP of a picture, as far as it can be kept: it is only a convenience. */
  keepThumbnail(imageId: string, thumbnail: string): Promise<void>;
  insert(imageIds: string[]): Promise<void>;
  open(imageId: string): Promise<void>;
  saveAs(imageId: string): Promise<void>;
  /** Whether it is on the clipboard; where not, the person gave it up or was told why. */
  copyPath(imageIds: string[]): Promise<boolean>;
  copyMarkdown(imageIds: string[]): Promise<boolean>;
  reveal(imageId: string): Promise<void>;
  again(jobId: string): Promise<void>;
  setFavourite(imageIds: string[], isFavourite: boolean): Promise<void>;
  remove(chosen: Chosen): Promise<void>;
  restore(chosen: Chosen): Promise<void>;
  /** What a clean-up would take away. */
  old(age: Age): Promise<{ pictures: number; jobs: number; bytes: number }>;
  /** Takes it away, and says what it was. */
  cleanUp(age: Age): Promise<Chosen>;
  generate(): Promise<void>;
  openLog(): Promise<void>;
}
