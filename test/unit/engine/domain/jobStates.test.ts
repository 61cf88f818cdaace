/** The fields of a job by its state: what a change clears, and rows of older versions. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { changedJob, jobFrom, type JobRow } from '../../../../src/engine/domain/job';
import type { JobState } from '../../../../src/shared/model/jobs';

const file = { hash: '1'.repeat(64), extension: 'png' };

function row(state: JobState, more: Partial<JobRow> = {}): JobRow {
  return {
    id: 'job',
    state,
    request: { kind: 'generate', prompt: 'a fox', count: 1, references: [] },
    destination: {},
    providerId: 'acme',
    providerName: 'ACME',
    providerType: 'acme',
    plan: ['acme'],
    attempts: [],
    warnings: [],
    createdAt: 1000,
    updatedAt: 2000,
    cancelRequested: false,
    windowId: 'w',
    ...more,
  };
}

describe('a job in its state', () => {
  it('drops fields of an old row that its state does not have', () => {
    const queued = jobFrom(row('queued', { arriving: [file], looks: 3, notBefore: 1500, deliverer: undefined }));
    assert.deepEqual(queued, { ...row('queued'), notBefore: 1500 });
  });

  it('fills in fields that an old row lacks', () => {
    const expected: Partial<Record<JobState, object>> = {
      submitting: { submittedAt: 1000 },
      receiving: { pending: [] },
      lost: { finishedAt: 2000, failure: { kind: 'lost', maybeReceived: true } },
      done: { finishedAt: 2000, delivery: 'none' },
      failed: { finishedAt: 2000, failure: { kind: 'internal' } },
      cancelled: { finishedAt: 2000 },
    };
    for (const [state, fields] of Object.entries(expected)) {
      assert.deepEqual(jobFrom(row(state as JobState)), { ...row(state as JobState), ...fields });
    }
  });

  it('keeps the ticket of a job that ended, and forgets how it was polled', () => {
    const running = jobFrom(row('running', { ticket: 't', waitingSince: 1100, progress: { fraction: 0.5 } }));
    const failed = changedJob(running, { state: 'failed', failure: { kind: 'server' }, finishedAt: 3000 }, 3000);
    const { progress: _progress, ...expected } = row('failed');
    assert.deepEqual(failed, {
      ...expected,
      ticket: 't',
      failure: { kind: 'server' },
      finishedAt: 3000,
      updatedAt: 3000,
    });
  });

  it('has no image that is being written once it stops receiving', () => {
    const receiving = jobFrom(row('receiving', { ticket: 't', pending: [file], arriving: [file] }));
    const running = changedJob(receiving, { state: 'running' }, 3000);
    assert.deepEqual(running, { ...row('running'), ticket: 't', pending: [file], updatedAt: 3000 });
  });
});
