/** Statistics of jobs: counts, success rate and times. The database reads every job once, and groups them. */
import type { JobState } from '../../../shared/model/jobs';
import type { Statistics, StatisticsQuery } from '../../domain/statistics';
import type { Database } from '../database/database';
import { daysTable, daysWith } from '../database/days';

/** Jobs of the same day, state, kind and provider. */
interface Group {
  /** Midnight of the day. */
  day: number;
  state: JobState;
  kind: string;
  providerId: string;
  jobs: number;
  /** Milliseconds from submission to completion, for those that are done. */
  times: number[];
}

/** Statistics for the jobs created in a time span, hidden ones included. */
export function readStatistics(database: Database, query: StatisticsQuery): Omit<Statistics, 'spending'> {
  const groups = readGroups(database, query);
  const byState: Statistics['byState'] = countsOf(groups, ({ state }) => state);
  const ended = (byState.done ?? 0) + (byState.failed ?? 0) + (byState.lost ?? 0);
  return {
    jobs: jobsIn(groups),
    images: countImages(database, query),
    byState,
    byKind: countsOf(groups, ({ kind }) => kind),
    ...(ended > 0 ? { successRate: (byState.done ?? 0) / ended } : {}),
    ...timesOf(groups),
    byProvider: byProvider(database, groups),
    byDay: [...groupBy(groups, ({ day }) => day)].map(([start, ofDay]) => ({ start, ...endsOf(ofDay) })),
    overTime: {
      state: overTime(groups, ({ state }) => state),
      kind: overTime(groups, ({ kind }) => kind),
      provider: overTime(groups, ({ providerId }) => providerId),
    },
  };
}

/** Ordered by day. */
function readGroups(database: Database, query: StatisticsQuery): Group[] {
  // The time of submission is in the JSON, which is the most expensive part to read: so each row is read once.
  const rows = database.all(
    `SELECT day, state, kind, provider_id, COUNT(*) AS jobs,
       group_concat(CASE WHEN state = 'done' THEN finished_at - submitted_at END) AS times
     FROM ${daysTable} CROSS JOIN jobs ON created_at >= since AND created_at < until
     GROUP BY day, state, kind, provider_id ORDER BY day, state, kind, provider_id`,
    daysWith(database, 'jobs.created_at', query),
  );
  return rows.map((row) => ({
    day: Number(row['day']),
    state: String(row['state']) as JobState,
    kind: String(row['kind']),
    providerId: String(row['provider_id']),
    jobs: Number(row['jobs']),
    times: JSON.parse(`[${String(row['times'] ?? '')}]`) as number[],
  }));
}

function countImages(database: Database, { from, to }: StatisticsQuery): number {
  const sql = `SELECT COUNT(*) AS count FROM images JOIN jobs ON jobs.id = images.job_id
    WHERE jobs.created_at >= ? AND jobs.created_at < ?`;
  return Number(database.one(sql, from, to)?.['count'] ?? 0);
}

/** Providers with the most jobs come first. */
function byProvider(database: Database, groups: readonly Group[]): Statistics['byProvider'] {
  return [...groupBy(groups, ({ providerId }) => providerId)]
    .map(([id, ofProvider]) => ({
      id,
      ...latestNameOf(database, id),
      ...endsOf(ofProvider),
      ...timesOf(ofProvider),
    }))
    .sort((one, other) => other.jobs - one.jobs || (one.id < other.id ? -1 : 1));
}

/** Name and type as in the newest job. */
function latestNameOf(database: Database, id: string): { name: string; type: string } {
  const sql = `SELECT provider_name AS name, provider_type AS type FROM jobs WHERE provider_id = ?
    ORDER BY created_at DESC LIMIT 1`;
  const row = database.one(sql, id);
  return { name: String(row?.['name'] ?? id), type: String(row?.['type'] ?? '') };
}

function overTime(groups: readonly Group[], nameOf: (group: Group) => string): Statistics['overTime']['state'] {
  return [...groupBy(groups, ({ day }) => day)].flatMap(([start, ofDay]) =>
    Object.entries(countsOf(ofDay, nameOf))
      .map(([name, jobs]) => ({ start, name, jobs }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  );
}

function timesOf(groups: readonly Group[]): Pick<Statistics, 'meanTime' | 'slowTime'> {
  const times = Float64Array.from(groups.flatMap((group) => group.times)).sort();
  const slow = times[Math.ceil(times.length * 0.95) - 1];
  if (slow === undefined) return {};
  return { meanTime: times.reduce((sum, time) => sum + time, 0) / times.length, slowTime: slow };
}

function endsOf(groups: readonly Group[]): { jobs: number; done: number; failed: number } {
  const { done = 0, failed = 0, lost = 0 } = countsOf(groups, ({ state }) => state);
  return { jobs: jobsIn(groups), done, failed: failed + lost };
}

function countsOf(groups: readonly Group[], nameOf: (group: Group) => string): Record<string, number> {
  return Object.fromEntries([...groupBy(groups, nameOf)].map(([name, group]) => [name, jobsIn(group)]));
}

function jobsIn(groups: readonly Group[]): number {
  return groups.reduce((sum, { jobs }) => sum + jobs, 0);
}

/** Groups by key, in the order in which the keys first appear. */
function groupBy<Key>(groups: readonly Group[], keyOf: (group: Group) => Key): Map<Key, Group[]> {
  const parts = new Map<Key, Group[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const part = parts.get(key);
    if (part) part.push(group);
    else parts.set(key, [group]);
  }
  return parts;
}
