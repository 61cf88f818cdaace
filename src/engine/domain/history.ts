/** What the history is asked for, and what it answers. */
import type { ImageView, JobKind, JobState, JobView } from '../../shared/model/jobs';

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

/** What the history can be filtered by. */
export interface HistoryFacets {
  providers: { id: string; name: string; type: string }[];
  models: string[];
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

/** What a clean-up would remove. */
export interface CleanUpPreview {
  jobIds: string[];
  imageIds: string[];
  /** Size of the images in the image store. */
  bytes: number;
}
