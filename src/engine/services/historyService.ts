/** The history as a whole: filters, favourites, what is taken out of it, figures. */
import type { Easel, HistoryQuery } from '../domain/easel';
import type { Archive } from '../storage/history/archive';
import type { Database } from '../storage/database/database';
import { createEntries } from '../storage/history/entries';
import { readStatistics } from '../storage/history/statistics';
import { imageView } from './views';
import type { JobView } from '../../shared/model/jobs';
import type { EngineContext } from './context';
import { spendingOf } from './spendingService';

type HistoryVerbs = Pick<
  Easel,
  | 'countJobs'
  | 'countImages'
  | 'entries'
  | 'outline'
  | 'entryIndex'
  | 'facets'
  | 'setFavourite'
  | 'remove'
  | 'restore'
  | 'old'
  | 'statistics'
>;

interface HistoryParts {
  archive: Archive;
  database: Database;
  view(jobId: string): JobView;
}

export function createHistoryService(engine: EngineContext, { archive, database, view }: HistoryParts): HistoryVerbs {
  const { search } = engine;
  const stored = createEntries(database);
  const changed = (): void => engine.emit({ kind: 'history-changed' });
  return {
    countJobs: (query) => search.countJobs(query),
    countImages: (query) => search.countImages(query),
    entries: (query: HistoryQuery) => {
      // The pictures of one job stand side by side: it is read once.
      const jobs = new Map<string, JobView>();
      return stored.list(query).map(({ jobId, image }) => {
        const job = jobs.get(jobId) ?? view(jobId);
        jobs.set(jobId, job);
        return { job, ...(image ? { image: imageView(image) } : {}) };
      });
    },
    entryIndex: (query, jobId, imageId) => stored.indexOf(query, jobId, imageId),
    outline: (query, dayOf) => stored.outline(query, dayOf),
    facets: () => search.facets(),
    setFavourite: (imageIds, isFavourite) => {
      archive.setFavourite(imageIds, isFavourite);
      changed();
    },
    remove: (removal) => {
      archive.hide(removal);
      changed();
    },
    restore: (removal) => {
      archive.unhide(removal);
      changed();
    },
    old: (age) => archive.old(age),
    statistics: (query) => ({
      ...readStatistics(database, query),
      spending: spendingOf(engine.jobContext, database, query),
    }),
  };
}
