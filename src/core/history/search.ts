/** What was made before, found again: filters and full text over prompts, newest first. */
import type { SQLInputValue } from 'node:sqlite';
import type { Easel, HistoryQuery } from '../easel';
import type { StoredImage } from '../stores';
import { imageFrom, marks } from './jobStore';
import type { Database, Row } from './database';

/** Among so many of the newest jobs recent prompts are looked for. */
const recentJobs = 2_000;

type Uncut = Omit<HistoryQuery, 'limit'>;

export interface Search {
  /** Ids of jobs. */
  jobs(query: HistoryQuery): string[];
  images(query: HistoryQuery): StoredImage[];
  countJobs(query: Uncut): number;
  countImages(query: Uncut): number;
  facets(): ReturnType<Easel['facets']>;
  /** Prompts, each once, the newest first. */
  recentPrompts(limit: number): string[];
}

export function createSearch(database: Database): Search {
  return {
    jobs: (query) => {
      const { where, values } = jobConditions(query);
      const sql = `SELECT id FROM jobs WHERE ${where} ORDER BY created_at ${direction(query)}, rowid ${direction(query)}
        LIMIT ? OFFSET ?`;
      return database.all(sql, ...values, query.limit, query.offset ?? 0).map((row) => String(row['id']));
    },
    images: (query) => {
      const { where, values } = imageConditions(query);
      const sql = `SELECT images.* FROM images JOIN jobs ON jobs.id = images.job_id WHERE ${where}
        ORDER BY images.created_at ${direction(query)}, images.position LIMIT ? OFFSET ?`;
      return database.all(sql, ...values, query.limit, query.offset ?? 0).map(imageFrom);
    },
    countJobs: (query) => {
      const { where, values } = jobConditions(query);
      return count(database.one(`SELECT COUNT(*) AS count FROM jobs WHERE ${where}`, ...values));
    },
    countImages: (query) => {
      const { where, values } = imageConditions(query);
      const sql = `SELECT COUNT(*) AS count FROM images JOIN jobs ON jobs.id = images.job_id WHERE ${where}`;
      return count(database.one(sql, ...values));
    },
    facets: () => ({
      providers: database
        .all(
          `SELECT provider_id AS id, MAX(provider_name) AS name, MAX(provider_type) AS type FROM jobs
           WHERE deleted_at IS NULL GROUP BY provider_id ORDER BY name`,
        )
        .map((row) => ({ id: String(row['id']), name: String(row['name']), type: String(row['type']) })),
      models: database
        .all('SELECT DISTINCT model FROM jobs WHERE deleted_at IS NULL AND model IS NOT NULL ORDER BY model')
        .map((row) => String(row['model'])),
    }),
    recentPrompts: (limit) =>
      database
        .all(
          // Grouping every job there ever was would take longer the longer somebody uses Easel.
          `SELECT prompt, MAX(created_at) AS last FROM
             (SELECT prompt, created_at FROM jobs WHERE deleted_at IS NULL ORDER BY created_at DESC LIMIT ${recentJobs})
           GROUP BY prompt ORDER BY last DESC LIMIT ?`,
          limit,
        )
        .map((row) => String(row['prompt'])),
  };
}

/** A condition on jobs, and its values. */
export interface Conditions {
  where: string;
  values: SQLInputValue[];
}

/** How a query is ordered. */
export function direction({ order }: Uncut): 'ASC' | 'DESC' {
  return order === 'oldest' ? 'ASC' : 'DESC';
}

function count(row: Row | undefined): number {
  return Number(row?.['count'] ?? 0);
}

function jobConditions(query: Uncut): Conditions {
  const { where, values } = conditions(query);
  if (!query.favouritesOnly) return { where, values };
  const favourite = `EXISTS (SELECT 1 FROM images
    WHERE images.job_id = jobs.id AND images.favourite = 1 AND images.deleted_at IS NULL)`;
  return { where: `${where} AND ${favourite}`, values };
}

function imageConditions(query: Uncut): Conditions {
  const { where, values } = conditions(query);
  const favourite = query.favouritesOnly ? ' AND images.favourite = 1' : '';
  return { where: `${where} AND images.deleted_at IS NULL${favourite}`, values };
}

/** What a query asks of jobs, favourites apart. */
export function conditions(query: Uncut): Conditions {
  const parts = ['jobs.deleted_at IS NULL'];
  const values: SQLInputValue[] = [];
  for (const word of (query.text ?? '').split(/\s+/).filter((part) => part !== '')) {
    // A trigram index can not find fewer than three characters; two Chinese ones are a common search.
    if ([...word].length >= 3) {
      parts.push('jobs.rowid IN (SELECT rowid FROM prompts WHERE prompts MATCH ?)');
      values.push(`"${word.replaceAll('"', '""')}"`);
    } else {
      parts.push("jobs.prompt LIKE ? ESCAPE '\\'");
      values.push(`%${word.replace(/[\\%_]/g, '\\$&')}%`);
    }
  }
  const lists = { state: query.states, kind: query.kinds, provider_id: query.providerIds, model: query.models };
  for (const [column, wanted] of Object.entries(lists)) {
    if (!wanted) continue;
    parts.push(`jobs.${column} IN (${marks(wanted.length)})`);
    values.push(...wanted);
  }
  if (query.from !== undefined) {
    parts.push('jobs.created_at >= ?');
    values.push(query.from);
  }
  if (query.before !== undefined) {
    parts.push('jobs.created_at < ?');
    values.push(query.before);
  }
  return { where: parts.join(' AND '), values };
}
