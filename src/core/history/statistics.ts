/** Figures about what was made: counts, success and times. Counted by the database, never in memory. */
import type { JobState } from '../../shared/model';
import type { Statistics, StatisticsQuery } from '../easel';
import type { Database } from './database';
import { daysTable, daysWith } from './days';

/** Answers for the jobs made in a span of time; hidden entries count, they happened. */
export function readStatistics(database: Database, query: StatisticsQuery): Omit<Statistics, 'spending'> {
  const { from, to } = query;
  const days = daysWith(database, 'jobs.created_at', query);
  const span = 'created_at >= ? AND created_at < ?';
  const counts = (column: string): Record<string, number> =>
    Object.fromEntries(
      database
        .all(`SELECT ${column} AS name, COUNT(*) AS count FROM jobs WHERE ${span} GROUP BY ${column}`, from, to)
        .map((row) => [String(row['name']), Number(row['count'])]),
    );
  const byState = counts('state') as Partial<Record<JobState, number>>;
  const ended = (byState.done ?? 0) + (byState.failed ?? 0) + (byState.lost ?? 0);
  return {
    jobs: Object.values(byState).reduce((sum, count) => sum + count, 0),
    images: Number(
      database.one(
        `SELECT COUNT(*) AS count FROM images JOIN jobs ON jobs.id = images.job_id
         WHERE jobs.created_at >= ? AND jobs.created_at < ?`,
        from,
        to,
      )?.['count'] ?? 0,
    ),
    byState,
    byKind: counts('kind'),
    ...(ended > 0 ? { successRate: (byState.done ?? 0) / ended } : {}),
    ...times(database, { from, to, done: byState.done ?? 0 }),
    byProvider: providers(database, { from, to }),
    byDay: byDay(database, days),
    overTime: {
      state: series(database, 'state', days),
      kind: series(database, 'kind', days),
      provider: series(database, 'provider_id', days),
    },
  };
}

function times(
  database: Database,
  { from, to, done }: { from: number; to: number; done: number },
): Pick<Statistics, 'meanTime' | 'slowTime'> {
  if (done === 0) return {};
  const row = database.one(
    `SELECT AVG(finished_at - submitted_at) AS mean FROM jobs
     WHERE created_at >= ? AND created_at < ? AND state = 'done'`,
    from,
    to,
  );
  const mean = row?.['mean'];
  const slow = percentile95(database, { from, to, done });
  return {
    ...(mean === undefined || mean === null ? {} : { meanTime: Number(mean) }),
    ...(slow === undefined ? {} : { slowTime: slow }),
  };
}

function providers(database: Database, { from, to }: StatisticsQuery): Statistics['byProvider'] {
  const rows = database.all(
    `SELECT provider_id AS id, MAX(provider_name) AS name, MAX(provider_type) AS type, COUNT(*) AS jobs,
       SUM(state = 'done') AS done, SUM(state IN ('failed', 'lost')) AS failed,
       AVG(CASE WHEN state = 'done' THEN finished_at - submitted_at END) AS mean
     FROM jobs WHERE created_at >= ? AND created_at < ? GROUP BY provider_id ORDER BY jobs DESC, id`,
    from,
    to,
  );
  return rows.map((row) => {
    const id = String(row['id']);
    const done = Number(row['done']);
    const slow = done > 0 ? percentile95(database, { id, from, to, done }) : undefined;
    return {
      id,
      name: String(row['name']),
      type: String(row['type']),
      jobs: Number(row['jobs']),
      done,
      failed: Number(row['failed']),
      ...(row['mean'] === null ? {} : { meanTime: Number(row['mean']) }),
      ...(slow === undefined ? {} : { slowTime: slow }),
    };
  });
}

function percentile95(
  database: Database,
  { id, from, to, done }: { id?: string; from: number; to: number; done: number },
): number | undefined {
  const row = database.one(
    `SELECT finished_at - submitted_at AS time FROM jobs
     WHERE ${id === undefined ? '' : 'provider_id = ? AND '}created_at >= ? AND created_at < ? AND state = 'done'
     ORDER BY time LIMIT 1 OFFSET ?`,
    ...(id === undefined ? [] : [id]),
    from,
    to,
    Math.ceil(done * 0.95) - 1,
  );
  return row?.['time'] === undefined || row['time'] === null ? undefined : Number(row['time']);
}

const jobsOfDays = `FROM ${daysTable} CROSS JOIN jobs ON created_at >= since AND created_at < until`;

/** @param days As {@link daysWith} gives them. */
function byDay(database: Database, days: string): Statistics['byDay'] {
  const rows = database.all(
    `SELECT day, COUNT(*) AS jobs, SUM(state = 'done') AS done, SUM(state IN ('failed', 'lost')) AS failed
     ${jobsOfDays} GROUP BY day ORDER BY day`,
    days,
  );
  return rows.map((row) => ({
    start: Number(row['day']),
    jobs: Number(row['jobs']),
    done: Number(row['done']),
    failed: Number(row['failed']),
  }));
}

/** @param column A name of ours, never one from outside. */
function series(
  database: Database,
  column: 'state' | 'kind' | 'provider_id',
  days: string,
): Statistics['overTime']['state'] {
  const rows = database.all(
    `SELECT day, ${column} AS name, COUNT(*) AS jobs ${jobsOfDays} GROUP BY day, name ORDER BY day, name`,
    days,
  );
  return rows.map((row) => ({ start: Number(row['day']), name: String(row['name']), jobs: Number(row['jobs']) }));
}
