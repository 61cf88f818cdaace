/** What must hold when all is over, and what a killed process left behind. Reads the folder, never the engine. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { pendingJobsFile } from '../../src/engine/storage/pendingJobsFlag';
import { findProvider } from '../../src/providers/registry';
import type { ImageRequest, JobState, Warning } from '../../src/shared/model/jobs';
import { promptPattern } from './orders';

interface JobRow {
  id: string;
  state: JobState;
  prompt: string;
  delivery: string;
  providerId: string;
  providerType: string;
  facts: { request: ImageRequest; failure?: unknown; warnings: Warning[]; pending?: unknown; arriving?: unknown };
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
  /** Prompts of jobs that were being handed in when a process died: only they may be lost. */
  inDoubt: ReadonlySet<string>;
  /** Ids of the jobs that were accepted. */
  accepted: ReadonlySet<string>;
  /** Ids of the jobs that somebody cancelled. */
  cancelled: ReadonlySet<string>;
  /** Whole calls for work by number of the prompt. */
  receipts: ReadonlyMap<string, number>;
}

/** Everything that does not hold, as sentences; empty when all is well. */
export function faultsOf(folders: Folders, expected: Expected): string[] {
  const database = new DatabaseSync(join(folders.storage, 'easel.db'), { readOnly: true });
  try {
    const jobs = readJobs(database);
    return [
      ...databaseFaults(database),
      ...(jobs.length === expected.jobs ? [] : [`${jobs.length} jobs instead of ${expected.jobs}`]),
      ...[...expected.accepted]
        .filter((id) => !jobs.some((job) => job.id === id))
        .map((id) => `job ${id} was accepted and is gone`),
      ...jobs.flatMap((job) => jobFaults(job, folders, expected)),
      ...vaultFaults(jobs, leftOver(database), folders),
      ...workspaceFaults(jobs, folders),
      ...ledgerFaults(database),
      ...(existsSync(join(folders.storage, pendingJobsFile)) ? ['the marker stands although all is over'] : []),
    ];
  } finally {
    database.close();
  }
}

/** A job when a process died. */
export interface Left {
  providerId: string;
  /** With what there is of its delivery, where its pictures are on their way. */
  state: string;
}

export interface LeftBehind {
  /** Prompts of the jobs that were being handed in. */
  submitting: string[];
  jobs: Left[];
  faults: string[];
}

/** What a process that died left behind, and whether a marker stood for what is unfinished. */
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
    const hasMarker = existsSync(join(storage, pendingJobsFile));
    return {
      submitting: jobs.filter((job) => job.state === 'submitting').map((job) => job.prompt),
      jobs: jobs.map(({ providerId, state, delivery }) => ({
        providerId,
        state: delivery === 'none' ? state : `${state}, delivery ${delivery}`,
      })),
      faults: isOpen && !hasMarker ? ['no marker although jobs are unfinished'] : [],
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

/** Each job has its row, and the row is never behind the job. */
function ledgerFaults(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT jobs.id, jobs.state, ledger.state AS money FROM jobs LEFT JOIN ledger ON ledger.job_id = jobs.id')
    .all()
    .flatMap(({ id, state, money }) => {
      const may = moneyOf[state as JobState] ?? ['reserved'];
      return may.includes(String(money)) ? [] : [`job ${String(id)} is ${String(state)}, its money ${String(money)}`];
    });
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

function jobFaults(job: JobRow, folders: Folders, { inDoubt, cancelled, receipts }: Expected): string[] {
  const faults: string[] = [];
  const told = `${job.prompt} (${job.providerType}, ${job.facts.request.kind})`;
  const provider = findProvider(job.providerType);
  const { pending, arriving } = job.facts;
  if ((pending ?? arriving) && job.state !== 'lost') faults.push(`${told}: ${job.state} with pictures on their way`);
  const received = receipts.get(promptPattern.exec(job.prompt)?.[1] ?? '') ?? 0;
  const isAlone = inDoubt.has(job.prompt) && !provider?.offline && !provider?.reconcile;
  if (received > 1) faults.push(`${told}: handed in ${received} times`);
  if (job.state === 'done') {
    const wanted = job.facts.request.count * (job.facts.request.prompts?.length ?? 1);
    // What was in the memory of the process alone went with it, and is said; what the service can tell again is had again.
    const mayLack =
      isAlone && job.images.length < wanted && job.facts.warnings.some(({ subject }) => subject === 'count');
    if (job.images.length !== wanted && !mayLack) {
      faults.push(`${told}: ${job.images.length} pictures instead of ${wanted}`);
    }
    if (received !== (provider?.offline ? 0 : 1)) faults.push(`${told}: done, but handed in ${received} times`);
    if (job.delivery !== 'done') faults.push(`${told}: done, delivery ${job.delivery}`);
    for (const image of job.images) faults.push(...imageFaults(image, folders).map((fault) => `${told}: ${fault}`));
  } else if (job.state === 'cancelled') {
    if (!cancelled.has(job.id)) faults.push(`${told}: cancelled by nobody`);
  } else if (job.state === 'lost') {
    if (!isAlone) faults.push(`${told}: lost, handed in ${received} times`);
  } else {
    faults.push(`${told}: ${job.state} ${JSON.stringify(job.facts.failure)}`);
  }
  return faults;
}

function imageFaults(image: JobRow['images'][number], folders: Folders): string[] {
  const file = join(folders.storage, 'vault', image.hash.slice(0, 2), `${image.hash}.${image.extension}`);
  if (!existsSync(file)) return ['picture is not in the vault'];
  const bytes = readFileSync(file);
  if (createHash('sha256').update(bytes).digest('hex') !== image.hash) return ['picture in the vault is not whole'];
  if (image.deliveredTo === null) return ['picture was not delivered'];
  const delivered = fileURLToPath(image.deliveredTo);
  if (!existsSync(delivered)) return [`delivered to ${image.deliveredTo}, where nothing is`];
  return readFileSync(delivered).equals(bytes) ? [] : ['delivered picture is not whole'];
}

/** Files that the clean-up takes away an hour after nothing needed them any more. */
function leftOver(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT hash FROM leftovers')
    .all()
    .map((row) => String(row['hash']));
}

function vaultFaults(jobs: readonly JobRow[], left: readonly string[], { storage }: Folders): string[] {
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
    ...(known.size === delivered.length ? [] : ['two pictures were delivered to one file']),
  ];
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
