/** What the page says of an entry: everything that is known, and nothing that is not. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JobView } from '../../../../src/shared/model/jobs';
import { detailView, historyQuery, jobLine } from '../../../../src/extension/webviews/admin/shared/entryViews';

const job: JobView = {
  id: 'job',
  state: 'failed',
  request: {
    kind: 'edit',
    prompt: 'a fox',
    count: 2,
    seed: 7,
    size: { width: 640, height: 480 },
    references: [{ hash: 'a', name: 'fox.png', mimeType: 'image/png', width: 1, height: 1, size: 1 }],
    options: { style: 'ink', nodes: [{ id: 3 }] },
  },
  providerId: 'kie',
  providerName: 'KIE',
  providerType: 'kie',
  createdAt: 0,
  submittedAt: 2_000,
  finishedAt: 12_000,
  plan: ['runninghub', 'kie'],
  attempts: [
    {
      providerId: 'rh',
      providerName: 'RunningHub',
      startedAt: 0,
      endedAt: 2_000,
      failure: { kind: 'rate', code: '421' },
    },
    { providerId: 'kie', providerName: 'KIE', startedAt: 2_000, endedAt: 12_000 },
  ],
  warnings: [],
  images: [],
  cancelRequested: false,
  cancellable: 'no',
};

describe('view of a history entry', () => {
  const detail = detailView(
    { job },
    {
      t: (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
      language: 'en',
      timeZone: 'UTC',
      url: () => '',
      workspacePath: () => undefined,
    },
  );
  const valueOf = (name: string): string | undefined => detail.facts.find((fact) => fact.name === name)?.value;

  it("has every parameter, including the provider's own", () => {
    assert.equal(valueOf('Seed'), '7');
    assert.equal(valueOf('Size (pixels)'), '640 × 480');
    assert.equal(valueOf('Number of images'), '2');
    assert.equal(valueOf('Reference images'), 'fox.png');
    assert.equal(valueOf('style'), 'ink');
    assert.equal(valueOf('nodes'), '[{"id":3}]');
    assert.equal(valueOf('Steps'), undefined);
  });

  it('has times, and for each attempt its duration and failure', () => {
    assert.equal(valueOf('Time in queue'), '2 s');
    assert.equal(valueOf('Duration'), '10 s');
    assert.match(valueOf('RunningHub') ?? '', /^2 s · ./);
    assert.equal(valueOf('KIE'), '10 s');
    assert.match(detail.trail, /^RunningHub 421 → KIE/);
  });

  it('turns filters into a query, with an empty list as no filter', () => {
    assert.deepEqual(historyQuery({ states: [], text: 'fox', before: 5 }), { text: 'fox', before: 5 });
  });
});

describe('actions of a job', () => {
  const actionsOf = (more: Partial<JobView>): string[] => jobLine({ ...job, ...more }, (text) => text).actions;

  it('overdue: keep waiting, or stop waiting', () => {
    assert.deepEqual(actionsOf({ state: 'overdue' }), ['resume', 'giveUp']);
  });

  it('unknown: check, regenerate, or stop waiting', () => {
    assert.deepEqual(actionsOf({ state: 'lost', canLookUp: true }), ['lookAgain', 'again', 'giveUp']);
    const line = jobLine({ ...job, state: 'lost', canLookUp: true, failure: { kind: 'lost' } }, (text) => text);
    assert.ok(
      line.steps.every(({ action }) => action !== 'look-again'),
      'it is not offered twice',
    );
  });

  it("unknown at a provider that can't look for it: nothing to check", () => {
    assert.deepEqual(actionsOf({ state: 'lost' }), ['again', 'giveUp']);
  });

  it('running: cancel, and stop waiting once the provider refused', () => {
    assert.deepEqual(actionsOf({ state: 'running', cancellable: 'yes' }), ['cancel']);
    assert.deepEqual(actionsOf({ state: 'running', cancellable: 'yes', cancelRequested: true }), []);
    assert.deepEqual(actionsOf({ state: 'running', cancellable: 'no', cancelRequested: true }), ['giveUp']);
    assert.deepEqual(actionsOf({ state: 'receiving', cancellable: 'no', cancelRequested: true }), []);
  });

  it('ended: regenerate', () => {
    assert.deepEqual(actionsOf({ state: 'failed' }), ['again']);
  });
});
