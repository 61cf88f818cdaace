/**
 * The engine with each provider, limited to one job at a time: a job whose submit wasn't answered leaves its place to the next
 * one. The clock of the engine stands still, so nothing here happens after a while.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openEngine } from '../../src/engine';
import type { Provider } from '../../src/providers/contract/provider';
import { testedProviders } from '../harness/providerParts';
import { searchFolder, searchLines } from '../harness/reporting/leaks';
import { until } from '../harness/until';
import { noteSecret } from '../simulators/secretsSeen';
import { FakeClock } from '../unit/engine/fakeClock';
import { keptLog, MemoryFiles } from '../unit/engine/rig';
import { faultTargets, type FaultTargetService } from './faults/faultTarget';

const networked = testedProviders.filter(({ offline }) => !offline);
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

async function withEngine(
  provider: Provider,
  work: (easel: Awaited<ReturnType<typeof openEngine>>, service: FaultTargetService) => Promise<void>,
): Promise<void> {
  const target = faultTargets[provider.type];
  assert.ok(target, `${provider.type} has no faults.ts`);
  const service = await target.start();
  const folder = mkdtempSync(join(tmpdir(), 'easel-slots-'));
  const secrets = new Map<string, string>();
  const lines: string[] = [];
  const baseUrl = target.addressOf?.(service.url) ?? service.url;
  const notNeeded = (): Promise<never> => Promise.reject(new Error('nothing is drawn here'));
  const easel = await openEngine({
    storageFolder: folder,
    providers: [{ ...provider, concurrency: 1 }],
    secrets: {
      get: (key) => Promise.resolve(secrets.get(key)),
      set: (key, value) => {
        noteSecret(value);
        return Promise.resolve(void secrets.set(key, value));
      },
      delete: (key) => Promise.resolve(void secrets.delete(key)),
    },
    settings: {
      providers: () => [{ type: provider.type, ...service.entry, baseUrl }],
      output: () => ({ folder: 'images', fileName: '{slug}' }),
      webhook: () => undefined,
      onChange: () => ({ dispose: () => undefined }),
    },
    files: new MemoryFiles(),
    assets: { read: notNeeded },
    codec: { draw: notNeeded, convert: notNeeded },
    log: keptLog(lines),
    clock: new FakeClock(Date.now()),
    isOnline: () => Promise.resolve(true),
    windowId: 'one',
  });
  try {
    for (const [name, value] of Object.entries(service.secrets)) {
      await easel.providers.setSecret(provider.type, name, value);
    }
    await work(easel, service);
  } finally {
    await easel.dispose();
    await service.stop();
    searchFolder('storage of an engine', folder);
    searchLines('log of an engine', lines);
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a job that was lost on the way to its provider', function () {
  this.timeout(120_000);

  for (const provider of networked) {
    it(`leaves the only place at ${provider.type} to the next job at once`, () =>
      withEngine(provider, async (easel, service) => {
        service.misbehave({ ...service.calls.submit, fault: { kind: 'reset-before' }, times: 1 });
        const [lost = ''] = await easel.jobs.start(fox);
        const [next = ''] = await easel.jobs.start(fox);
        await until('the next job to be submitted', () => service.received() === 1, { timeout: 20_000 });
        // A service that can be asked is still asked; at the others the user decides.
        const expected = provider.reconcile ? 'submitting' : 'lost';
        assert.equal(easel.jobs.get(lost).state, expected);
        assert.equal(easel.jobs.get(lost).attempts.length, 1);
        assert.notEqual(easel.jobs.get(next).state, 'queued');
      }));
  }
});
