/**
 * Every network provider with every fault on the wire: the failure, the final state of the job, and the first suggested action.
 * A submit that may have been received is never repeated, and a result that can be fetched is never lost.
 */
import assert from 'node:assert/strict';
import tls from 'node:tls';
import { after, before, describe, it } from 'mocha';
import { report } from '../../harness/reporting/report';
import { createCertificate, startSecureHost, type SecureHost } from '../../simulators/hostileCertificates';
import { faultRows, services, type Row } from './rows';
import { faultTargets } from './faultTarget';
import { runScenario, type Outcome, type Scenario } from './scenario';
import { holdTimeouts, releaseTimeouts } from '../harness/timeouts';

/** A port without a listener, which no test at the same time can get. */
const closedAddress = 'http://127.0.0.1:9';

describe('the fault matrix', function () {
  this.timeout(480_000);
  let selfSigned: SecureHost;
  const usualAuthorities = tls.getCACertificates('default');
  const authority = createCertificate({ name: 'Test Authority', isAuthority: true });
  const trusted = createCertificate({ name: '127.0.0.1', issuer: authority });
  const summary = new Map<string, Record<string, string>>();
  const startedAt = performance.now();

  before(async () => {
    selfSigned = await startSecureHost(createCertificate({ name: '127.0.0.1' }));
    tls.setDefaultCACertificates([...usualAuthorities, authority.cert]);
    playAll();
  });
  after(async () => {
    tls.setDefaultCACertificates(usualAuthorities);
    assert.equal(selfSigned.visits, 0, 'a certificate was not checked');
    await selfSigned.stop();
    reportTable(summary, performance.now() - startedAt);
  });

  const rows = faultRows(trusted);

  it('covers every provider that uses the network', () => {
    assert.deepEqual(Object.keys(faultTargets).sort(), [...services].sort());
  });

  it('has a row for every outcome that a provider declares', () => {
    const names = new Set(rows.map(({ name }) => name));
    const named = Object.values(faultTargets).flatMap(({ others = {} }) => Object.keys(others));
    assert.deepEqual(
      named.filter((name) => !names.has(name)),
      [],
    );
  });

  async function playRow(row: Row): Promise<Outcome[]> {
    return Promise.all(typesOf(row).map((type) => runScenario(setupOf(type, row))));
  }

  async function playAlone(row: Row): Promise<Outcome[]> {
    const seen: Outcome[] = [];
    for (const type of typesOf(row)) seen.push(await runScenario(setupOf(type, row)));
    return seen;
  }

  /** Rows mostly wait, so a few run at a time. Those that end by timeouts run after all others. */
  const lanes = 5;
  const played = new Map<string, Promise<Outcome[]>>();

  /** Resolves when the row has ended, also if it failed: its own test reports the failure. */
  function begun(row: Row, run: Promise<Outcome[]>): Promise<unknown> {
    played.set(row.name, run);
    return run.catch(() => undefined);
  }

  function playAll(): void {
    holdTimeouts();
    const free: Promise<unknown>[] = Array.from({ length: lanes }, () => Promise.resolve());
    for (const [index, row] of rows.filter(({ isTimeout }) => !isTimeout).entries()) {
      const before = free[index % lanes] ?? Promise.resolve();
      free[index % lanes] = begun(
        row,
        before.then(() => playRow(row)),
      );
    }
    let last: Promise<unknown> = Promise.all(free);
    for (const row of rows.filter(({ isTimeout }) => isTimeout))
      last = begun(
        row,
        last.then(() => playAlone(row)),
      );
    void last.then(releaseTimeouts);
  }

  for (const row of rows) {
    it(`${row.name}: ${row.usual}`, async () => {
      const seen = (await played.get(row.name)) ?? [];
      const types = typesOf(row);
      const cells = Object.fromEntries(types.map((type, index) => [type, seen[index]?.summary ?? '']));
      summary.set(row.name, cells);
      assert.deepEqual(
        cells,
        Object.fromEntries(types.map((type) => [type, faultTargets[type]?.others?.[row.name] ?? row.usual])),
      );
      for (const { summary: text, job, received } of seen) {
        assert.ok(received <= 1, `submitted ${received} times: ${text}`);
        assert.equal(job.images.length, job.state === 'done' ? 1 : 0, text);
        // A received job is done, polled, or reported as maybe billed, and no other provider gets it.
        if (received === 1) assert.doesNotMatch(text, /next$|queued$/);
        else assert.doesNotMatch(text, /done$/);
      }
    });
  }

  function typesOf(row: Row): readonly string[] {
    return row.isUpload ? services.filter((type) => faultTargets[type]?.uploads) : services;
  }

  function setupOf(type: string, { setup }: Row): Scenario {
    const addresses: Record<string, string> = { closed: closedAddress, secure: selfSigned.url };
    const elsewhere = setup.elsewhere && (addresses[setup.elsewhere] ?? setup.elsewhere);
    return { hasNext: true, ...setup, type, ...(elsewhere ? { elsewhere } : {}) };
  }
});

/** Prints the outcome of most providers, followed by those that differ. */
function reportTable(summary: ReadonlyMap<string, Record<string, string>>, ms: number): void {
  const first = Math.max(...[...summary.keys()].map((name) => name.length));
  const lines = [...summary].map(([name, cells]) => {
    const groups = new Map<string, string[]>();
    for (const [type, cell] of Object.entries(cells)) groups.set(cell, [...(groups.get(cell) ?? []), type]);
    const parts = [...groups].sort((a, b) => b[1].length - a[1].length);
    const words = parts.map(([cell, types], index) => (index === 0 ? cell : `${types.join(', ')}: ${cell}`));
    return `    ${name.padEnd(first)}  ${words.join(' · ')}`;
  });
  const count = [...summary.values()].reduce((sum, cells) => sum + Object.keys(cells).length, 0);
  report([
    '',
    `  ${services.length} providers × ${summary.size} faults, ${count} cells, ${(ms / 1000).toFixed(0)} s`,
    ...lines,
  ]);
}
