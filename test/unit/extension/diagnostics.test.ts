/** What is copied for a report of a problem: enough to see what is wrong, and nothing of the person's own. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ProviderView } from '../../../src/engine/surface/providers';
import type { Statistics } from '../../../src/engine/surface/history';
import type { Failure } from '../../../src/shared/model/failure';
import type { JobView } from '../../../src/shared/model/jobs';
import { type DiagnosticsFacts, diagnosticsText } from '../../../src/extension/commands/diagnostics/diagnosticsReport';

const own = {
  name: 'Grandmother’s GPU',
  host: 'gpu.secret-lab.example',
  prompt: 'a portrait of Ada Lovelace',
  key: 'sk-live-0123456789',
  folder: '/home/ada/pictures',
};

const failure: Failure = {
  kind: 'auth',
  reason: 'key-refused',
  status: 401,
  code: '802',
  requestId: 'req-77',
  detail: `${own.key} refused for ${own.prompt}`,
  host: own.host,
  providerName: own.name,
  values: { folder: own.folder },
};

const provider = {
  config: {
    id: own.name,
    name: own.name,
    type: 'kie',
    baseUrl: `https://${own.host}/v1`,
    enabled: true,
    default: true,
    priority: 3,
    fallback: true,
    synchronous: false,
    description: own.prompt,
    options: { app: own.key },
  },
  builtIn: false,
  health: { failures: 3, lastFailure: failure, coolingUntil: 40_000 },
} as unknown as ProviderView;

const job = {
  id: 'job-1',
  providerType: 'kie',
  providerName: own.name,
  state: 'failed',
  createdAt: Date.UTC(2026, 10, 20),
  request: { kind: 'edit', prompt: own.prompt, references: [{ source: `file://${own.folder}/a.png` }] },
  attempts: [{ providerId: own.name, providerName: own.name, startedAt: 0, failure: { kind: 'rate', status: 429 } }],
  failure: { ...failure, code: `${own.prompt} is not allowed`, requestId: own.folder },
} as unknown as JobView;

function facts(changes: Partial<DiagnosticsFacts> = {}): DiagnosticsFacts {
  const statistics = { jobs: 7, images: 5, byState: { done: 5, failed: 2 } } as Statistics;
  return {
    versions: [['Easel', '0.1.0']],
    providers: [provider],
    problems: [{ index: 1, field: 'hosts.domestic', problem: 'not-a-url', value: own.host }],
    counts: { running: 1, waiting: 2 },
    statistics,
    failedJobs: [job],
    now: 0,
    ...changes,
  };
}

describe('diagnostics report', () => {
  it('lists providers, counts of jobs, and failures', () => {
    const text = diagnosticsText(facts());
    assert.match(text, /- Easel: 0\.1\.0/);
    assert.match(text, /1\. kie · https to a host · enabled · default · priority 3 · fallback · 3 failures in a row/);
    assert.match(text, /last: auth key-refused status 401 code 802 request req-77 \(account\) · cooling down 40 s/);
    assert.match(text, /easel\.providers\[1\]\.hosts\.domestic: not-a-url/);
    assert.match(text, /running 1, queued 2\n- total 7, images 5: done 5, failed 2/);
    assert.match(text, /2026-11-20T00:00:00\.000Z kie edit failed: auth .* \[rate status 429 \(provider\)\] job job-1/);
  });

  it('contains no name, host, prompt, key or folder', () => {
    const text = diagnosticsText(facts({ versions: [['where', own.folder]] }));
    for (const value of Object.values(own)) assert.ok(!text.includes(value), value);
    assert.doesNotMatch(text, /Lovelace|secret-lab|home/);
  });

  it('says so if there are no failures', () => {
    assert.match(diagnosticsText(facts({ failedJobs: [], problems: [] })), /### Last failures\nnone/);
  });
});
