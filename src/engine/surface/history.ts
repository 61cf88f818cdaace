/** The history: jobs and images, filtered, counted, hidden and brought back. */
import type { DayOf } from '../../shared/model/calendar';
import type {
  CleanUp,
  CleanUpPreview,
  HistoryEntry,
  HistoryFacets,
  HistoryQuery,
  OutlineDay,
  Removal,
} from '../domain/history';
import type { Statistics, StatisticsQuery } from '../domain/statistics';

export type {
  CleanUp,
  CleanUpPreview,
  HistoryEntry,
  HistoryFacets,
  HistoryQuery,
  OutlineDay,
  Removal,
} from '../domain/history';
export type { Statistics, StatisticsQuery } from '../domain/statistics';

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
