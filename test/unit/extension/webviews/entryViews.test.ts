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

describe('what the page says of an entry', () => {
  const detail = detailView(
    { job },
    {
      t: (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
      language: 'en',
      timeZone: 'UTC',
      url: () => '',
      place: () => undefined,
    },
  );
  const valueOf = (name: string): string | undefined => detail.facts.find((fact) => fact.name === name)?.value;

  it('has every parameter, those of the provider alone too', () => {
    assert.equal(valueOf('Seed'), '7');
    assert.equal(valueOf('Size in pixels'), '640 × 480');
    assert.equal(valueOf('Number of pictures'), '2');
    assert.equal(valueOf('Reference pictures'), 'fox.png');
    assert.equal(valueOf('style'), 'ink');
    assert.equal(valueOf('nodes'), '[{"id":3}]');
    assert.equal(valueOf('Steps'), undefined);
  });

  it('tells times, and of each that was tried how long and why not', () => {
    assert.equal(valueOf('Queued in Easel'), '2 s');
    assert.equal(valueOf('Took'), '10 s');
    assert.match(valueOf('RunningHub') ?? '', /^2 s · ./);
    assert.equal(valueOf('KIE'), '10 s');
    assert.match(detail.trail, /^RunningHub 421 → KIE/);
  });

  it('asks for what a filter names, and takes an empty list for no filter', () => {
    assert.deepEqual(historyQuery({ states: [], text: 'fox', before: 5 }), { text: 'fox', before: 5 });
  });
});

describe('what can be done with a job', () => {
  const actionsOf = (more: Partial<JobView>): string[] => jobLine({ ...job, ...more }, (text) => text).actions;

  it('that the provider still has: wait on, or give it up', () => {
    assert.deepEqual(actionsOf({ state: 'overdue' }), ['resume', 'giveUp']);
  });

  it('that nobody knows about: look, make it anew, or give it up', () => {
    assert.deepEqual(actionsOf({ state: 'lost' }), ['lookAgain', 'again', 'giveUp']);
    const line = jobLine({ ...job, state: 'lost', failure: { kind: 'lost' } }, (text) => text);
    assert.ok(
      line.steps.every(({ action }) => action !== 'look-again'),
      'it is not offered twice',
    );
  });

  it('under way: cancel, and give up once the provider has said no', () => {
    assert.deepEqual(actionsOf({ state: 'running', cancellable: 'yes' }), ['cancel']);
    assert.deepEqual(actionsOf({ state: 'running', cancellable: 'yes', cancelRequested: true }), []);
    assert.deepEqual(actionsOf({ state: 'running', cancellable: 'no', cancelRequested: true }), ['giveUp']);
    assert.deepEqual(actionsOf({ state: 'receiving', cancellable: 'no', cancelRequested: true }), []);
  });

  it('that is over: make it again', () => {
    assert.deepEqual(actionsOf({ state: 'failed' }), ['again']);
  });
});
