/** The history as a whole: entries, favorites, removal and statistics. */
import type { EaselHistory } from '../surface/history';
import type { Archive } from '../storage/history/archive';
import type { Database } from '../storage/database/database';
import { createEntries } from '../storage/history/entries';
import { readStatistics } from '../storage/history/statistics';
import { refuseIfOutdated } from '../domain/outdated';
import { imageView, providerOfType } from './views';
import type { JobView } from '../../shared/model/jobs';
import type { EngineContext } from './context';
import { spendingOf } from './spendingService';

interface HistoryParts {
  archive: Archive;
  database: Database;
  view(jobId: string): JobView;
}

export function createHistoryService(engine: EngineContext, { archive, database, view }: HistoryParts): EaselHistory {
  const { countJobs, countImages, recentPrompts } = engine.search;
  const stored = createEntries(database);
  function change(write: () => void): void {
    refuseIfOutdated(engine.jobContext);
    write();
    engine.emit({ kind: 'history-changed' });
  }
  /** Rows of older versions have the former names of types. */
  const withCurrentType = <Line extends { type: string }>(line: Line): Line => ({
    ...line,
    type: providerOfType(engine.providers, line.type)?.type ?? line.type,
  });
  return {
    countJobs,
    countImages,
    facets: () => {
      const { providers, models } = engine.search.facets();
      return { providers: providers.map(withCurrentType), models };
    },
    recentPrompts,
    entries: (query) => {
      // Images of one job are next to each other: each job is read once.
      const jobs = new Map<string, JobView>();
      return stored.list(query).map(({ jobId, image }) => {
        const job = jobs.get(jobId) ?? view(jobId);
        jobs.set(jobId, job);
        return { job, ...(image ? { image: imageView(image) } : {}) };
      });
    },
    entryIndex: stored.indexOf,
    outline: stored.outline,
    addFavorites: (imageIds) => change(() => archive.addFavorites(imageIds)),
    removeFavorites: (imageIds) => change(() => archive.removeFavorites(imageIds)),
    remove: (removal) => change(() => archive.hide(removal)),
    restore: (removal) => change(() => archive.unhide(removal)),
    previewCleanUp: archive.previewCleanUp,
    statistics: (query) => {
      const { byProvider, ...statistics } = readStatistics(database, query);
      return {
        ...statistics,
        byProvider: byProvider.map(withCurrentType),
        spending: spendingOf(engine.jobContext, database, query),
      };
    },
  };
}
