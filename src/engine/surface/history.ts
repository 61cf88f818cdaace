/** The history: jobs and images, filtered, counted, hidden and brought back. */
import type { DayOf } from '../../shared/model/calendar';
import type { ImageView, JobKind, JobState, JobView } from '../../shared/model/jobs';
import type { Spending } from './spending';

export interface HistoryQuery {
  /** Words that the prompt must have. */
  text?: string;
  states?: readonly JobState[];
  kinds?: JobKind[];
  /** Ids of configurations. */
  providerIds?: string[];
  models?: string[];
  favoritesOnly?: boolean;
  /** Entries wanted, and how many to pass over before them. */
  limit: number;
  offset?: number;
  /** Newest first unless said otherwise. */
  order?: 'newest' | 'oldest';
  /** Jobs made at this time or later, and before that one. */
  from?: number;
  before?: number;
}

/** A picture of the history, or a job that ended without one. */
export interface HistoryEntry {
  job: JobView;
  image?: ImageView;
}

/** A day with entries; `start` is its midnight. */
export interface OutlineDay {
  start: number;
  /** A character for each entry, its code the width by the height in thousandths (125 to 8000; 1000 without a picture). */
  ratios: string;
}

/** What is to be taken out of the history. Files in the workspace are never touched. */
export interface Removal {
  jobIds?: readonly string[];
  imageIds?: readonly string[];
}

export interface CleanUp {
  /** Entries made before this time. */
  before: number;
  keepFavorites: boolean;
}

export interface StatisticsQuery {
  /** Jobs made at `from` or later and before `to`. */
  from: number;
  to: number;
  /** Days by the person's calendar; left out: those of UTC. */
  dayOf?: DayOf;
}

export interface Statistics {
  jobs: number;
  images: number;
  byState: Partial<Record<JobState, number>>;
  byKind: Record<string, number>;
  /** Part of the jobs that came to an end without being cancelled which are done, 0 to 1; left out when there are none. */
  successRate?: number;
  /** Milliseconds from being handed in to done, over all that were done; `slowTime` is the 95th percentile. */
  meanTime?: number;
  slowTime?: number;
  byProvider: {
    id: string;
    name: string;
    type: string;
    jobs: number;
    done: number;
    failed: number;
    /** Milliseconds from being handed in to done. */
    meanTime?: number;
    /** 95th percentile of the same. */
    slowTime?: number;
  }[];
  /** Days on which there were jobs; `start` is their midnight. */
  byDay: { start: number; jobs: number; done: number; failed: number }[];
  /** Jobs of each day by state, by kind, and by configuration (its id). */
  overTime: Record<'state' | 'kind' | 'provider', { start: number; name: string; jobs: number }[]>;
  /** Money of the same span. */
  spending: Spending;
}

/** What the history can be filtered by. */
export interface HistoryFacets {
  providers: { id: string; name: string; type: string }[];
  models: string[];
}

/** What a clean-up would remove. */
export interface CleanUpPreview {
  jobIds: string[];
  imageIds: string[];
  /** Size of the images in the image store. */
  bytes: number;
}

export interface EaselHistory {
  /** How many jobs, or images, a query finds in all, whatever its limit. */
  countJobs(query: Omit<HistoryQuery, 'limit'>): number;
  countImages(query: Omit<HistoryQuery, 'limit'>): number;
  /** Images, and jobs that ended without one, as one list. */
  entries(query: HistoryQuery): HistoryEntry[];
  /** How the same list spreads over days. */
  outline(query: Omit<HistoryQuery, 'limit'>, dayOf: DayOf): OutlineDay[];
  /** How many entries precede an image, or a job without one; undefined when the query does not find it. */
  entryIndex(query: Omit<HistoryQuery, 'limit'>, jobId: string, imageId?: string): number | undefined;
  facets(): HistoryFacets;
  addFavorites(imageIds: readonly string[]): void;
  removeFavorites(imageIds: readonly string[]): void;
  /** Hides entries at once; they are deleted for good an hour later, or at the next start after that. */
  remove(removal: Removal): void;
  /** Brings back what was removed. */
  restore(removal: Removal): void;
  previewCleanUp(age: CleanUp): CleanUpPreview;
  statistics(query: StatisticsQuery): Statistics;
  /** Prompts used before, newest first, each once. */
  recentPrompts(limit: number): string[];
}
