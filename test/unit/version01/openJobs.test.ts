/** Jobs that were open when the process of version 0.1.0 was killed come to the end that 0.1.0 itself brought them to. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { pendingJobsFile } from '../../../src/shared/platform/pendingJobsFile';
import { findProvider } from '../../../src/providers/registry';
import { withCurrentNames, type ProviderEntry } from '../../../src/shared/model/entryNames';
import { isFinal, type JobState, type JobView } from '../../../src/shared/model/jobs';
import { FakeClock } from '../engine/fakeClock';
import { fixtureFolder, readJson } from './fixture';
import { formerServices, startServices, type Services } from './services';
import { openStorage, storedTasks, type OpenedStorage } from './storage';

interface FormerJob {
  id: string;
  state: JobState;
  providerId: string;
  prompt: string;
  /** What 0.1.0 made of it. */
  after: ReturnType<typeof outcomeOf>;
}

const { at, jobs } = readJson('open/jobs.json') as { at: number; jobs: Record<string, FormerJob> };
const names = Object.keys(jobs);

/** A window of another machine that has said nothing for ten minutes counts as gone. */
const later = 11 * 60_000;

function outcomeOf({ state, failure, images, attempts, warnings, money }: JobView): object {
  return {
    state,
    ...(failure ? { failure: { kind: failure.kind, ...(failure.reason ? { reason: failure.reason } : {}) } } : {}),
    images: images.map(({ width, height, fileName, deliveredTo }) => ({
      width,
      height,
      fileName,
      ...(deliveredTo === undefined ? {} : { deliveredTo }),
    })),
    attempts: attempts.length,
    warnings: warnings.map(({ code }) => code),
    ...(money ? { money } : {}),
  };
}

/** The entry as Easel writes it today. */
function withTodaysNames(entry: ProviderEntry): ProviderEntry {
  const provider = findProvider(String(entry['type']));
  return provider ? withCurrentNames(entry, provider).entry : entry;
}

for (const [how, entry] of [
  ['with its settings', undefined],
  ["with the settings rewritten in today's names", withTodaysNames],
] as const) {
  describe(`open jobs of version 0.1.0, ${how}`, () => {
    let services: Services;
    let stored: OpenedStorage;

    before(async () => {
      const clock = new FakeClock(at + later);
      services = await startServices(() => clock.now());
      stored = await openStorage({
        part: 'open',
        at,
        after: later,
        clock,
        replacements: replacements(),
        ...(entry ? { entry } : {}),
      });
      services.release();
      const isOver = (): boolean => names.every((name) => isFinal(viewOf(name).state) && isEnd(name));
      for (let turn = 0; turn < 400 && !isOver(); turn += 1) await clock.pass(500);
      await clock.pass(5000);
    });
    after(async () => {
      await stored.end();
      await services.stop();
    });

    /** Services have other addresses than then, and give other ids to the same tasks. */
    function replacements(): Map<string, string> {
      const all = new Map(services.addresses);
      const tasks = storedTasks('open');
      for (const { id, prompt } of Object.values(jobs)) {
        const task = tasks.get(id);
        if (task !== undefined) all.set(task, services.taskOf(prompt) ?? assert.fail(prompt));
      }
      return all;
    }

    function viewOf(name: string): JobView {
      return stored.easel.jobs.get(jobs[name]?.id ?? '');
    }

    /** A lost job may still be found. */
    function isEnd(name: string): boolean {
      return viewOf(name).state !== 'lost' || (jobs[name]?.after as { state: JobState }).state === 'lost';
    }

    it('covers queued, submitting, running, receiving, lost and overdue jobs at all six types', () => {
      const states = new Set(Object.values(jobs).map(({ state }) => state));
      for (const state of ['queued', 'submitting', 'running', 'receiving', 'lost', 'overdue'] as const) {
        assert.ok(states.has(state), state);
      }
      assert.equal(new Set(Object.values(formerServices.services).map(({ type }) => type)).size, 5);
      assert.ok(Object.values(jobs).some(({ providerId, state }) => providerId === 'sketch' && state === 'queued'));
    });

    for (const name of names) {
      const { state, after: former } = jobs[name] as FormerJob;
      it(`ends the ${state} job "${name}" as 0.1.0 did: ${(former as { state: JobState }).state}`, () => {
        assert.deepEqual(outcomeOf(viewOf(name)), former);
      });
    }

    it('has the bytes of every image that arrived', async () => {
      for (const name of names) {
        for (const { id, size } of viewOf(name).images) {
          assert.equal((await stored.easel.images.bytes(id)).length, size, name);
        }
      }
    });

    it('submits each queued job once, and no other job again', () => {
      assert.deepEqual(services.received(), formerServices.received.after);
      const queued = Object.values(jobs).filter(({ state }) => state === 'queued');
      for (const [id, count] of Object.entries(formerServices.received.before)) {
        const added = queued.filter(({ providerId }) => providerId === id).length;
        assert.equal(services.received()[id], count + added, id);
      }
    });

    it('finds every key and password for its address', async () => {
      for (const key of Object.keys(readJson('open/secrets.json') as object)) {
        const [, id = '', name = ''] = /^provider\/([^/]+)\/(\w+)@/.exec(key) ?? [];
        assert.equal(await stored.easel.providers.hasSecret(id, name), true, key);
      }
      // Under another id, a key is looked for under that id first.
      if (!entry) assert.deepEqual(stored.missing, []);
    });

    if (!entry) {
      it('knows which providers failed last', () => {
        // Not the Qwen Image Service: its lost job was found and done since.
        const failed = stored.easel.providers.list().filter(({ health }) => health?.lastFailure?.kind === 'network');
        assert.deepEqual(failed.map(({ config }) => config.id).sort(), [
          'kie-4',
          'nano-banana-edits-4',
          'runninghub-ai-app-4',
          'runninghub-rhart-edit-4',
        ]);
      });
    }

    it('finds the flag that 0.1.0 left for the next start, and removes it when nothing is open', () => {
      assert.ok(existsSync(join(fixtureFolder, 'open/storage', pendingJobsFile)));
      assert.ok(!existsSync(join(stored.folder, pendingJobsFile)));
    });
  });
}
