/** Checks the folder when all jobs have ended, and after a kill. Does not use the engine. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { pendingJobsFile } from '../../src/shared/platform/pendingJobsFile';
import { findProvider } from '../../src/providers/registry';
import type { Failure } from '../../src/shared/model/failure';
import type { ImageRequest, JobState, Warning } from '../../src/shared/model/jobs';
import { promptPattern } from './orders';

interface JobRow {
  id: string;
  state: JobState;
  prompt: string;
  delivery: string;
  providerId: string;
  providerType: string;
  facts: { request: ImageRequest; failure?: Failure; warnings: Warning[]; pending?: unknown; arriving?: unknown };
  images: { hash: string; extension: string; deliveredTo: string | null; size: number }[];
}

export interface Folders {
  storage: string;
  workspace: string;
}

export interface Expected {
  /** Number of the run. */
  run: number;
  /** Jobs that there must be. */
  jobs: number;
  /** Prompts of jobs that were being submitted when a process died: only they may be lost. */
  inDoubt: ReadonlySet<string>;
  /** Ids of the jobs that were accepted. */
  accepted: ReadonlySet<string>;
  /** IDs of the jobs that were canceled. */
  cancelled: ReadonlySet<string>;
  /** Prompts of jobs that their service forgot: they may fail. */
  forgotten?: ReadonlySet<string>;
  /** Whole calls for work by number of the prompt. */
  receipts: ReadonlyMap<string, number>;
}

/** All faults, as sentences. */
export function faultsOf(folders: Folders, expected: Expected): string[] {
  const database = new DatabaseSync(join(folders.storage, 'easel.db'), { readOnly: true, timeout: 10_000 });
  try {
    const jobs = readJobs(database);
    return [
      ...databaseFaults(database),
      ...(jobs.length === expected.jobs ? [] : [`${jobs.length} jobs instead of ${expected.jobs}`]),
      ...[...expected.accepted]
        .filter((id) => !jobs.some((job) => job.id === id))
        .map((id) => `job ${id} was accepted and is gone`),
      ...jobs.flatMap((job) => jobFaults(job, folders, expected)),
      ...imageStoreFaults(jobs, leftOver(database), folders),
      ...workspaceFaults(jobs, folders),
      ...ledgerFaults(database, expected),
      ...storageFaults(folders),
      ...(existsSync(join(folders.storage, pendingJobsFile))
        ? ['the pending jobs flag is set although all jobs ended']
        : []),
    ];
  } finally {
    database.close();
  }
}

/** Prompts of all jobs, by ID. Other processes may have the database open. */
export function promptsById({ storage }: Folders): ReadonlyMap<string, string> {
  const database = new DatabaseSync(join(storage, 'easel.db'), { readOnly: true, timeout: 10_000 });
  try {
    return new Map(readJobs(database).map(({ id, prompt }) => [id, prompt]));
  } finally {
    database.close();
  }
}

/** Jobs that are over and whose images are still to be delivered. */
export function undelivered({ storage }: Folders): number {
  const database = new DatabaseSync(join(storage, 'easel.db'), { readOnly: true, timeout: 10_000 });
  try {
    return readJobs(database).filter(({ delivery }) => ['pending', 'claimed'].includes(delivery)).length;
  } finally {
    database.close();
  }
}

/** A job when a process died. */
export interface Left {
  providerId: string;
  /** With the state of its delivery, where there is one. */
  state: string;
}

export interface LeftBehind {
  /** Prompts of the jobs that were being submitted. */
  submitting: string[];
  jobs: Left[];
  faults: string[];
}

/** What a killed process left behind, and whether the pending jobs flag was set for open jobs. */
export function leftBehind({ storage }: Folders): LeftBehind {
  if (!existsSync(join(storage, 'easel.db'))) return { submitting: [], jobs: [], faults: [] };
  // A copy: opening the real one would repair what the next process is to find.
  const copy = mkdtempSync(join(tmpdir(), 'easel-left-'));
  try {
    for (const name of readdirSync(storage)) {
      if (name.startsWith('easel.db')) cpSync(join(storage, name), join(copy, name));
    }
    const database = new DatabaseSync(join(copy, 'easel.db'));
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'jobs'").get() === undefined) {
      database.close();
      return { submitting: [], jobs: [], faults: [] };
    }
    const jobs = readJobs(database);
    database.close();
    const active = ['queued', 'submitting', 'running', 'receiving', 'overdue'];
    const isOpen = jobs.some((job) => active.includes(job.state) || ['pending', 'claimed'].includes(job.delivery));
    const hasFlag = existsSync(join(storage, pendingJobsFile));
    return {
      submitting: jobs.filter((job) => job.state === 'submitting').map((job) => job.prompt),
      jobs: jobs.map(({ providerId, state, delivery }) => ({
        providerId,
        state: delivery === 'none' ? state : `${state}, delivery ${delivery}`,
      })),
      faults: isOpen && !hasFlag ? ['no pending jobs flag although there are open jobs'] : [],
    };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function readJobs(database: DatabaseSync): JobRow[] {
  const images = database.prepare('SELECT * FROM images ORDER BY position').all();
  return database
    .prepare('SELECT * FROM jobs ORDER BY created_at')
    .all()
    .map((row) => ({
      id: String(row['id']),
      state: String(row['state']) as JobState,
      prompt: String(row['prompt']),
      delivery: String(row['delivery']),
      providerId: String(row['provider_id']),
      providerType: String(row['provider_type']),
      facts: JSON.parse(String(row['facts'])) as JobRow['facts'],
      images: images
        .filter((image) => image['job_id'] === row['id'])
        .map((image) => ({
          hash: String(image['hash']),
          extension: String(image['extension']),
          deliveredTo: image['delivered_to'] === null ? null : String(image['delivered_to']),
          size: Number(image['size']),
        })),
    }));
}

/** What the money of a job may be, by the state of the job. */
const moneyOf: Partial<Record<JobState, readonly string[]>> = {
  done: ['settled'],
  lost: ['open'],
  overdue: ['open'],
  failed: ['released', 'open', 'settled'],
  cancelled: ['released', 'open', 'settled'],
};

/** Each job has its row, the row is never behind the job, and what a service received counts unless the user canceled it. */
function ledgerFaults(database: DatabaseSync, { receipts }: Expected): string[] {
  return database
    .prepare(
      'SELECT jobs.id, jobs.state, prompt, ledger.state AS money FROM jobs LEFT JOIN ledger ON ledger.job_id = jobs.id',
    )
    .all()
    .flatMap(({ id, state, prompt, money }) => {
      const may = moneyOf[state as JobState] ?? ['reserved'];
      const isBilled = receivedOf(String(prompt), receipts) > 0 && state !== 'cancelled';
      const isRight = may.includes(String(money)) && !(isBilled && money === 'released');
      return isRight ? [] : [`job ${String(id)} is ${String(state)}, its money ${String(money)}`];
    });
}

function receivedOf(prompt: string, receipts: ReadonlyMap<string, number>): number {
  return receipts.get(promptPattern.exec(prompt)?.[1] ?? '') ?? 0;
}

/** Nothing that was written on the way to something else is left. */
function storageFaults({ storage }: Folders): string[] {
  const isTemporary = (name: string): boolean => /\.(part|tmp|going|repairing|suspect)$/.test(name);
  return filesBelow(storage)
    .filter(isTemporary)
    .map((name) => `left in the storage: ${name}`);
}

function databaseFaults(database: DatabaseSync): string[] {
  const integrity = database
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => String(row['integrity_check']));
  const foreign = database.prepare('PRAGMA foreign_key_check').all();
  return [
    ...(integrity.join() === 'ok' ? [] : [`integrity: ${integrity.join()}`]),
    ...(foreign.length === 0 ? [] : [`${foreign.length} broken references`]),
  ];
}

function jobFaults(job: JobRow, folders: Folders, { inDoubt, cancelled, forgotten, receipts }: Expected): string[] {
  const faults: string[] = [];
  const subject = `${job.prompt} (${job.providerType}, ${job.facts.request.kind})`;
  const provider = findProvider(job.providerType);
  const { pending, arriving } = job.facts;
  if ((pending ?? arriving) && job.state !== 'lost')
    faults.push(`${subject}: ${job.state} with images that are still pending`);
  const received = receivedOf(job.prompt, receipts);
  const isForgotten = forgotten?.has(job.prompt) === true;
  const isAlone = inDoubt.has(job.prompt) && !provider?.offline && !provider?.reconcile;
  // A service that forgot the job can't be told from one that never got it.
  const maySubmitAgain = isForgotten && inDoubt.has(job.prompt);
  if (received > (maySubmitAgain ? 2 : 1)) faults.push(`${subject}: submitted ${received} times`);
  if (job.state === 'done') {
    const wanted = job.facts.request.count * (job.facts.request.prompts?.length ?? 1);
    // Images that were only in memory are lost, with a warning, unless the service can give them again.
    const mayLackImages =
      isAlone && job.images.length < wanted && job.facts.warnings.some((warning) => warning.subject === 'count');
    if (job.images.length !== wanted && !mayLackImages) {
      faults.push(`${subject}: ${job.images.length} images instead of ${wanted}`);
    }
    if (received !== (provider?.offline ? 0 : 1) && !maySubmitAgain)
      faults.push(`${subject}: done, but submitted ${received} times`);
    if (job.delivery !== 'done') faults.push(`${subject}: done, delivery ${job.delivery}`);
    for (const image of job.images) faults.push(...imageFaults(image, folders).map((fault) => `${subject}: ${fault}`));
  } else if (job.state === 'cancelled') {
    if (!cancelled.has(job.id)) faults.push(`${subject}: canceled, but not by a command`);
  } else if (job.state === 'lost') {
    if (!isAlone && !isForgotten) faults.push(`${subject}: lost, submitted ${received} times`);
  } else if (job.state === 'failed' && inDoubt.has(job.prompt) && received === 0) {
    // Its service certainly doesn't have it.
    if (job.facts.failure?.maybeReceived !== false) faults.push(`${subject}: failed as if it was received`);
  } else if (job.state !== 'failed' || !isForgotten) {
    faults.push(`${subject}: ${job.state} ${JSON.stringify(job.facts.failure)}`);
  }
  return faults;
}

function imageFaults(image: JobRow['images'][number], folders: Folders): string[] {
  const file = join(folders.storage, 'vault', image.hash.slice(0, 2), `${image.hash}.${image.extension}`);
  if (!existsSync(file)) return ['image is not in the store'];
  const bytes = readFileSync(file);
  if (createHash('sha256').update(bytes).digest('hex') !== image.hash) return ['image in the store is not complete'];
  if (image.deliveredTo === null) return ['image was not delivered'];
  const delivered = fileURLToPath(image.deliveredTo);
  if (!existsSync(delivered)) return [`delivered to ${image.deliveredTo}, where no file is`];
  return readFileSync(delivered).equals(bytes) ? [] : ['delivered image is not complete'];
}

/** Files that housekeeping deletes an hour after nothing needs them anymore. */
function leftOver(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT hash FROM leftovers')
    .all()
    .map((row) => String(row['hash']));
}

function imageStoreFaults(jobs: readonly JobRow[], left: readonly string[], { storage }: Folders): string[] {
  const known = new Set([
    ...left,
    ...jobs.flatMap((job) => job.images.map(({ hash }) => hash)),
    ...jobs.flatMap((job) => job.facts.request.references.map(({ hash }) => hash)),
  ]);
  return filesBelow(join(storage, 'vault'))
    .filter((name) => !known.has(name.replace(/\.[^.]+$/, '')))
    .map((name) => `orphan in the image store: ${name}`);
}

function workspaceFaults(jobs: readonly JobRow[], { workspace }: Folders): string[] {
  const delivered = jobs.flatMap((job) => job.images.map((image) => image.deliveredTo?.split('/').at(-1)));
  const known = new Set(delivered);
  return [
    ...filesBelow(workspace)
      .filter((name) => !known.has(name))
      .map((name) => `orphan in the workspace: ${name}`),
    ...(known.size === delivered.length ? [] : ['two images were delivered to one file']),
  ];
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
