import { isFinal, type JobState, type ReferenceImage } from '../../../shared/model/jobs';
import { canMove, changedJob, leftOver, type DoneJob, type Job, type JobChange, type JobIn } from '../../domain/job';
import type { JobStore, LedgerStore, NewImage } from '../../domain/stores';
import type { Clock } from '../../../shared/platform/ports';
import type { Database } from '../database/database';
import { insertImage } from './imageRecords';
import { forgetLeftovers, noteLeftovers } from './leftovers';
import { createStillness } from '../stillness';
import { placeholders } from '../database/rows';
import { columnsOf, fromRow } from './jobRows';

/**
 * Milliseconds of the observer's monotonic clock after which a delivery counts as abandoned if it is unknown whether its
 * window still exists.
 */
const claimDuration = 5 * 60_000;
/** Milliseconds that count at most between two looks at a claim. */
const maxClaimGap = 60_000;

/** The window that writes jobs, and what it knows about others. */
export interface Author {
  name: string;
  isGone(name: string): boolean;
}

const soleAuthor: Author = { name: 'alone', isGone: () => false };

export interface JobStoreOptions {
  author?: Author;
  /** Called for every change, within its transaction. */
  ledger?: Pick<LedgerStore, 'follow'>;
}

function inputImagesOf({ request: { references, mask } }: Job): ReferenceImage[] {
  return mask ? [...references, mask] : [...references];
}

/** Jobs in the database. Searched fields have columns; the rest of a job is one JSON text. */
export function createJobStore(
  database: Database,
  clock: Clock,
  { author = soleAuthor, ledger }: JobStoreOptions = {},
): JobStore {
  /** `updatedAt` of what this window wrote, by job. */
  const written = new Map<string, number>();
  const stillness = createStillness(clock, maxClaimGap);

  /** The current time, but always greater than the last one: setting a clock back must hide no change. */
  function nextChange(): number {
    return Math.max(clock.now(), lastChange() + 1);
  }

  function lastChange(): number {
    return Number(database.one('SELECT MAX(updated_at) AS last FROM jobs')?.['last'] ?? 0);
  }

  function get(jobId: string): Job | undefined {
    const row = database.one('SELECT * FROM jobs WHERE id = ?', jobId);
    return row && fromRow(row);
  }

  function insertOne(job: Job): void {
    const columns = columnsOf(job);
    const updatedAt = nextChange();
    written.set(job.id, updatedAt);
    database.run(
      `INSERT INTO jobs (id, group_id, state, kind, prompt, provider_id, provider_name, provider_type, created_at,
        updated_at, finished_at, delivery, cancel_requested, window_id, facts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      job.id,
      job.groupId ?? null,
      job.state,
      job.request.kind,
      job.request.prompt,
      job.providerId,
      job.providerName,
      job.providerType,
      job.createdAt,
      updatedAt,
      columns.finishedAt,
      columns.delivery,
      job.cancelRequested ? 1 : 0,
      job.windowId,
      columns.facts,
    );
    database.run(
      'INSERT INTO prompts (rowid, prompt, negative_prompt) SELECT rowid, ?, ? FROM jobs WHERE id = ?',
      (job.request.prompts ?? [job.request.prompt]).join('\n'),
      job.request.negativePrompt ?? '',
      job.id,
    );
  }

  function inStates<State extends JobState>(states: readonly State[]): JobIn<State>[] {
    const isWanted = (job: Job): job is JobIn<State> => (states as readonly JobState[]).includes(job.state);
    return database
      .all(`SELECT * FROM jobs WHERE state IN (${placeholders(states.length)}) ORDER BY created_at, rowid`, ...states)
      .map(fromRow)
      .filter(isWanted);
  }

  function change(jobId: string, from: readonly JobState[], wanted: JobChange): Job | undefined {
    return changeIf(jobId, (before) => from.includes(before.state), wanted);
  }

  function changeIf(jobId: string, isAllowed: (before: Job) => boolean, wanted: JobChange): Job | undefined {
    return database.transaction(() => {
      const before = get(jobId);
      if (!before || !isAllowed(before)) return undefined;
      if (wanted.state && !canMove(before.state, wanted.state)) {
        throw new Error(`A job can not go from ${before.state} to ${wanted.state}`);
      }
      const updatedAt = nextChange();
      const after = changedJob(before, wanted, updatedAt);
      const columns = columnsOf(after);
      written.set(jobId, updatedAt);
      database.run(
        `UPDATE jobs SET state = ?, provider_id = ?, provider_name = ?, provider_type = ?, updated_at = ?, finished_at = ?,
          delivery = ?, cancel_requested = ?, facts = ? WHERE id = ?`,
        after.state,
        after.providerId,
        after.providerName,
        after.providerType,
        after.updatedAt,
        columns.finishedAt,
        columns.delivery,
        after.cancelRequested ? 1 : 0,
        columns.facts,
        jobId,
      );
      if (isFinal(before.state) && !isFinal(after.state)) {
        // The job continues after all: the user removed it while it was lost, and must see it again.
        database.run('UPDATE jobs SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL', jobId);
      }
      noteLeftovers(database, leftOver(before, after), clock.now());
      ledger?.follow(before, after);
      return get(jobId);
    });
  }

  function isFree(job: Job): boolean {
    if (job.state !== 'done') return false;
    const { delivery, deliverer } = job;
    if (delivery !== 'claimed') return delivery === 'pending';
    if (!deliverer || deliverer.window === author.name) return true;
    const claim = `${deliverer.window} ${deliverer.since}`;
    return author.isGone(deliverer.window) || stillness.of(job.id, claim) > claimDuration;
  }

  function complete(jobId: string, images: readonly NewImage[], wanted: JobChange): Job | undefined {
    return database.transaction(() => {
      const after = change(jobId, ['receiving'], wanted);
      if (!after) return undefined;
      for (const image of images) insertImage(database, image, { jobId, createdAt: clock.now() });
      // The images of the job have rows now.
      const kept = images.map((image) => image.kept);
      forgetLeftovers(database, kept);
      return after;
    });
  }

  return {
    insert: (jobs, alongside) =>
      database.transaction(() => {
        alongside?.();
        jobs.forEach(insertOne);
        // Their input images are needed now; when the jobs are deleted, they are noted again.
        forgetLeftovers(database, jobs.flatMap(inputImagesOf));
      }),
    get,
    inStates,
    change,
    changeAttempt: (job, from, wanted) =>
      changeIf(job.id, (before) => from.includes(before.state) && isSameAttempt(before, job), wanted),
    complete,
    hasTicket: (providerId, ticket) =>
      database.one(
        `SELECT 1 FROM jobs WHERE provider_id = ? AND json_extract(facts, '$.ticket') IS json_extract(?, '$')`,
        providerId,
        JSON.stringify(ticket),
      ) !== undefined,
    undelivered: () =>
      database
        .all("SELECT * FROM jobs WHERE delivery IN ('pending', 'claimed') ORDER BY created_at")
        .map(fromRow)
        .filter((job): job is DoneJob => job.state === 'done'),
    claimDelivery: (jobId) => {
      const deliverer = { window: author.name, since: clock.now() };
      return changeIf(jobId, isFree, { delivery: 'claimed', deliverer }) !== undefined;
    },
    isOwn: (job) => written.get(job.id) === job.updatedAt,
    lastChange,
    changedSince: (since) =>
      database.all('SELECT * FROM jobs WHERE updated_at > ? ORDER BY updated_at', since).map(fromRow),
  };
}

/** Whether both are rows of the same try at the same provider. */
function isSameAttempt(one: Job, other: Job): boolean {
  return one.submittedAt === other.submittedAt && one.attempts.length === other.attempts.length;
}
