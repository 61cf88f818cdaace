/** Converts jobs to rows and back. */
import type { JobState } from '../../../shared/model/jobs';
import { jobFrom, type DeliveryState, type Job, type JobFields, type JobRow } from '../../domain/job';
import type { Row } from '../database/database';
import { text } from '../database/rows';

/** Fields with columns of their own; all others are in `facts`. */
type ColumnName =
  | 'id'
  | 'groupId'
  | 'state'
  | 'providerId'
  | 'providerName'
  | 'providerType'
  | 'createdAt'
  | 'updatedAt'
  | 'finishedAt'
  | 'delivery'
  | 'cancelRequested'
  | 'windowId';

type Facts = Omit<JobRow, ColumnName>;

/** The values of a job for the columns that are not among its fields. */
export function columnsOf(job: Job): { finishedAt: number | null; delivery: DeliveryState; facts: string } {
  const {
    id: _id,
    groupId: _groupId,
    state: _state,
    providerId: _providerId,
    providerName: _providerName,
    providerType: _providerType,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    finishedAt,
    delivery = 'none',
    cancelRequested: _cancelRequested,
    windowId: _windowId,
    ...facts
  }: JobFields = job;
  return { finishedAt: finishedAt ?? null, delivery, facts: JSON.stringify(facts) };
}

export function fromRow(row: Row): Job {
  const facts = JSON.parse(text(row, 'facts')) as Facts;
  return jobFrom({
    ...facts,
    id: text(row, 'id'),
    ...(row['group_id'] === null ? {} : { groupId: text(row, 'group_id') }),
    state: text(row, 'state') as JobState,
    providerId: text(row, 'provider_id'),
    providerName: text(row, 'provider_name'),
    providerType: text(row, 'provider_type'),
    createdAt: Number(row['created_at']),
    updatedAt: Number(row['updated_at']),
    ...(row['finished_at'] === null ? {} : { finishedAt: Number(row['finished_at']) }),
    delivery: text(row, 'delivery') as DeliveryState,
    cancelRequested: row['cancel_requested'] === 1,
    windowId: text(row, 'window_id'),
  });
}
