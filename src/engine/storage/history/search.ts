/** Searches the history: filters, and full text over prompts, newest first. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFacets, HistoryQuery } from '../../domain/history';
import type { ImageRecord } from '../../domain/stores';
import { imageFrom } from '../stores/imageRecords';
import { placeholders } from '../database/rows';
import type { Database, Row } from '../database/database';

/** Number of the newest jobs whose prompts count as recent. */
const recentJobs = 2_000;

type UnlimitedQuery = Omit<HistoryQuery, 'limit'>;

export interface Search {
  /** IDs of jobs. */
  jobs(query: HistoryQuery): string[];
  images(query: HistoryQuery): ImageRecord[];
  /**
   * Finds an image by its bytes, else by the file that it was saved to; of several, the one saved to this file comes
   * first.
   */
  imageOfFile(file: { hash: string; uri?: string }): ImageRecord | undefined;
  countJobs(query: UnlimitedQuery): number;
  countImages(query: UnlimitedQuery): number;
  facets(): HistoryFacets;
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
    imageOfFile: ({ hash, uri }) => {
      const find = (column: string, value: string): Row | undefined =>
        database.one(
          `SELECT * FROM images WHERE ${column} = ? AND deleted_at IS NULL
           ORDER BY delivered_to IS ? DESC, created_at DESC LIMIT 1`,
          value,
          uri ?? null,
        );
      const row = find('hash', hash) ?? (uri === undefined ? undefined : find('delivered_to', uri));
      return row && imageFrom(row);
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
      providers: distinct(database, 'provider_id')
        .map((row) => ({
          id: String(row['provider_id']),
          name: String(row['provider_name']),
          type: String(row['provider_type']),
        }))
        .sort((one, other) => one.name.localeCompare(other.name)),
      models: distinct(database, 'model').map((row) => String(row['model'])),
    }),
    recentPrompts: (limit) =>
      database
        .all(
          // Grouping all jobs would take longer the more there are.
          `SELECT prompt, MAX(created_at) AS last FROM
             (SELECT prompt, created_at FROM jobs WHERE deleted_at IS NULL ORDER BY created_at DESC LIMIT ${recentJobs})
           GROUP BY prompt ORDER BY last DESC LIMIT ?`,
          limit,
        )
        .map((row) => String(row['prompt'])),
  };
}

/**
 * The newest job for each value of a column. Jumps from value to value in the index, because grouping would read every
 * job.
 */
function distinct(database: Database, column: 'provider_id' | 'model'): Row[] {
  return database.all(
    `WITH RECURSIVE kinds (value) AS (
       SELECT MIN(${column}) FROM jobs
       UNION ALL SELECT (SELECT MIN(${column}) FROM jobs WHERE ${column} > value) FROM kinds WHERE value IS NOT NULL)
     SELECT jobs.* FROM kinds JOIN jobs ON jobs.rowid =
       (SELECT rowid FROM jobs WHERE ${column} = value AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 1)
     ORDER BY value`,
  );
}

/** An SQL condition on jobs, and its values. */
export interface Conditions {
  where: string;
  values: SQLInputValue[];
}

/** The sort order of a query. */
export function direction({ order }: UnlimitedQuery): 'ASC' | 'DESC' {
  return order === 'oldest' ? 'ASC' : 'DESC';
}

function count(row: Row | undefined): number {
  return Number(row?.['count'] ?? 0);
}

function jobConditions(query: UnlimitedQuery): Conditions {
  const { where, values } = conditions(query);
  if (!query.favoritesOnly) return { where, values };
  const favorite = `EXISTS (SELECT 1 FROM images
    WHERE images.job_id = jobs.id AND images.favourite = 1 AND images.deleted_at IS NULL)`;
  return { where: `${where} AND ${favorite}`, values };
}

function imageConditions(query: UnlimitedQuery): Conditions {
  const { where, values } = conditions(query);
  const favorite = query.favoritesOnly ? ' AND images.favourite = 1' : '';
  return { where: `${where} AND images.deleted_at IS NULL${favorite}`, values };
}

/**
 * The words of a search: quoted for the full-text index, and those that it can't find. A trigram index has no entries
 * for fewer than three characters, but two Chinese characters are a common search.
 */
export function wordsOf(text = ''): { indexed: string[]; short: string[] } {
  const words = text.split(/\s+/).filter((part) => part !== '');
  const isShort = (word: string): boolean => [...word].length < 3;
  return {
    indexed: words.filter((word) => !isShort(word)).map((word) => `"${word.replaceAll('"', '""')}"`),
    short: words.filter(isShort),
  };
}

/** The condition on jobs, without favorites. */
function conditions(query: UnlimitedQuery): Conditions {
  const { where, values } = filters(query);
  return { where: where === '' ? 'jobs.deleted_at IS NULL' : `jobs.deleted_at IS NULL AND ${where}`, values };
}

/** The same, deleted jobs included; empty if the query has no filters. */
export function filters(query: UnlimitedQuery): Conditions {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const { indexed, short } = wordsOf(query.text);
  if (indexed.length > 0) {
    parts.push('jobs.rowid IN (SELECT rowid FROM prompts WHERE prompts MATCH ?)');
    values.push(indexed.join(' AND '));
  }
  for (const word of short) {
    parts.push("jobs.prompt LIKE ? ESCAPE '\\'");
    values.push(`%${word.replace(/[\\%_]/g, '\\$&')}%`);
  }
  const lists = { state: query.states, kind: query.kinds, provider_id: query.providerIds, model: query.models };
  for (const [column, wanted] of Object.entries(lists)) {
    if (!wanted) continue;
    parts.push(`jobs.${column} IN (${placeholders(wanted.length)})`);
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
