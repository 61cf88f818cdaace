/** Queries of the history and their results. */
import type { ImageView, JobKind, JobState, JobView } from '../../shared/model/jobs';

export interface HistoryQuery {
  /** Words that the prompt must contain. */
  text?: string;
  states?: readonly JobState[];
  kinds?: JobKind[];
  /** IDs of configurations. */
  providerIds?: string[];
  models?: string[];
  favoritesOnly?: boolean;
  /** Maximum number of entries, and how many to skip before them. */
  limit: number;
  offset?: number;
  /** Left out: newest first. */
  order?: 'newest' | 'oldest';
  /** Jobs created at `from` or later and before `before`, in milliseconds since 1970. */
  from?: number;
  before?: number;
}

/** An image of the history, or a job that ended without one. */
export interface HistoryEntry {
  job: JobView;
  image?: ImageView;
}

/** A day with entries; `start` is its midnight. */
export interface OutlineDay {
  start: number;
  /** A character for each entry, its code the width by the height in thousandths (125 to 8000; 1000 without an image). */
  ratios: string;
}

/** What the history can be filtered by. */
export interface HistoryFacets {
  providers: { id: string; name: string; type: string }[];
  models: string[];
}

/** What to remove from the history. Files in the workspace are never changed. */
export interface Removal {
  jobIds?: readonly string[];
  imageIds?: readonly string[];
}

export interface CleanUp {
  /** Entries created before this time, in milliseconds since 1970. */
  before: number;
  keepFavorites: boolean;
}

/** What a clean-up would remove. */
export interface CleanUpPreview {
  jobIds: string[];
  imageIds: string[];
  /** Size of the images in the image store. */
  bytes: number;
}
