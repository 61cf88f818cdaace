/**
 * The engine with the simulators of every service and faults on the wire: each job must end in the expected state, and no
 * submit that may have been received is repeated. The simulators count the submits.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { providerPart } from '../harness/providerParts';
import type { Easel } from '../../src/engine/surface/easel';
import { openEngine } from '../../src/engine';
import { providers } from '../../src/providers/registry';
import { isFinal, type JobView } from '../../src/shared/model/jobs';
import { systemClock } from '../../src/extension/platform/clock';
import { searchFolder, searchLines } from '../harness/reporting/leaks';
import { keptLog, MemoryFiles } from '../unit/engine/rig';
import type { Rig, RunningRig, SubmitFault } from './harness/rigContract';

const jobCount = 100;
const faultCount = 30;
const faults: SubmitFault[] = ['answer-lost', 'cut-json', 'html', 'server-error', 'redirect'];
const services = providers.filter((provider) => !provider.offline);

describe(`${jobCount} jobs over ${services.length} services, ${faultCount} with a fault`, function () {
  this.timeout(720_000);
  const random = seeded(20_261_120);
  const rigs = new Map<string, RunningRig>();
  const folder = mkdtempSync(join(tmpdir(), 'easel-hundred-'));
  const files = new MemoryFiles();
  let easel: Easel;

  before(async () => {
    for (const { type } of services) {
      rigs.set(type, await providerPart<Rig>('rig', type).start());
    }
    easel = await open();
    for (const [type, { secrets }] of rigs) {
      for (const [name, value] of Object.entries(secrets)) await easel.providers.setSecret(type, name, value);
    }
  });
  after(async () => {
    await easel.dispose();
    for (const rig of rigs.values()) await rig.stop();
    searchFolder('storage of an engine', folder);
    searchLines('log of an engine', lines);
    rmSync(folder, { recursive: true, force: true });
  });

  const lines: string[] = [];
  function open(): Promise<Easel> {
    const secrets = new Map<string, string>();
    const entries = [...rigs].map(([type, { config, options }]) => {
      const { baseUrl: _baseUrl, ...rest } = config;
      return { type, ...rest, ...(options ? { options } : {}), pollSeconds: 0.2 };
    });
    return openEngine({
      storageFolder: folder,
      secrets: {
        get: (key) => Promise.resolve(secrets.get(key)),
        set: (key, value) => Promise.resolve(void secrets.set(key, value)),
        delete: (key) => Promise.resolve(void secrets.delete(key)),
      },
      settings: {
        providers: () => entries,
        output: () => ({ folder: 'images', fileName: '{slug}' }),
        webhook: () => undefined,
        onChange: () => ({ dispose: () => undefined }),
      },
      files,
      assets: { read: () => Promise.reject(new Error('nothing is shipped here')) },
      codec: notNeeded(),
      log: keptLog(lines),
      clock: systemClock,
      windowId: 'one',
    });
  }

  it('end in the expected states, and no job is submitted twice', async () => {
    const able = services.filter(({ type }) => easel.providers.limits(type, 'generate') !== undefined);
    const ids: string[] = [];
    let faultsInjected = 0;
    const unlucky = new Set<number>();
    while (unlucky.size < faultCount) unlucky.add(Math.floor(random() * jobCount));
    for (let number = 0; number < jobCount; number += 1) {
      const provider = able[number % able.length];
      assert.ok(provider);
      const service = rigs.get(provider.type)?.service;
      if (unlucky.has(number)) {
        faultsInjected += 1;
        if (random() < 0.2) service?.failNext();
        else service?.failNextSubmit(faults[Math.floor(random() * faults.length)] ?? 'html');
      }
      const imageRequest = { kind: 'generate' as const, prompt: `picture number ${number}` };
      const destination = { workspaceFolder: 'file:///w' };
      ids.push(...(await easel.jobs.start(imageRequest, { providerId: provider.type, destination })));
    }
    const jobs = await Promise.all(ids.map((id) => easel.jobs.finished(id)));
    const received = [...rigs.values()].reduce((sum, { service }) => sum + (service?.received() ?? 0), 0);
    tell(jobs, received);
    console.log(`      ${faultsInjected} faultsInjected`);

    assert.equal(jobs.length, jobCount);
    for (const job of jobs) checkEnd(job);
    // Each job may have been taken by at most one service, so all services together took no more than there are jobs.
    assert.ok(received <= jobCount, `${received} submits were received for ${jobCount} jobs`);
    const delivered = jobs.flatMap((job) => job.images.map((image) => image.deliveredTo));
    assert.equal(new Set(delivered).size, files.files.size);
    for (const uri of delivered) assert.ok(uri && files.files.has(uri), uri);
    assert.ok(jobs.filter((job) => job.state === 'done').length >= jobCount / 2, 'most jobs are done');
  });
});

function checkEnd(job: JobView): void {
  const told = `${job.request.prompt}: ${job.state} ${JSON.stringify(job.attempts)}`;
  assert.ok(isFinal(job.state), told);
  // Only the last attempt can have been received: everything before it was surely refused.
  const before = job.attempts.slice(0, -1);
  assert.ok(
    before.every((attempt) => attempt.failure && attempt.failure.maybeReceived !== true),
    told,
  );
  // A provider gets a second submit only if it was busy.
  const tried = before.filter((attempt) => attempt.failure?.kind !== 'rate').map((attempt) => attempt.providerId);
  assert.equal(new Set(tried).size, tried.length, told);
  if (job.state === 'done') assert.equal(job.images.length, job.request.count, told);
  else assert.ok(job.failure && job.images.length === 0, told);
  if (job.state === 'lost') assert.equal(job.failure?.maybeReceived, true, told);
}

/** The table that shows what became of the jobs. */
function tell(jobs: readonly JobView[], received: number): void {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    const key = `${job.attempts.map((attempt) => attempt.providerId).join(' → ')}: ${job.state}${job.failure ? ` (${job.failure.kind})` : ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of [...counts].sort()) console.log(`      ${String(count).padStart(3)} × ${key}`);
  console.log(`      ${received} submits received for ${jobs.length} jobs`);
}

/** A small generator with a fixed start, so that a failure can be seen again. Source: mulberry32. */
function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function notNeeded(): never {
  return { draw: () => Promise.reject(new Error('nothing is drawn here')) } as never;
}
