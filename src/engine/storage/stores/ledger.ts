/** The money of jobs, in the database, which also computes the sums. */
import type { JobMoney, MoneyState, MoneyTotal } from '../../../shared/model/money';
import { rounded, sameUnit } from '../../../shared/model/money';
import type { DaySpending, ProviderSpending, Spending } from '../../domain/statistics';
import type { StatisticsQuery } from '../../domain/statistics';
import { ledgerStateOf } from '../../spending/ledgerState';
import type { Job } from '../../domain/job';
import type { LedgerStore, Reservation } from '../../domain/stores';
import type { Database, Row } from '../database/database';
import { daysTable, daysWith } from '../database/days';

/**
 * One row for each currency of a job. A cost reported by the service replaces the estimate; if its currency differs, it
 * is countedRows in that one, and the estimate in its own.
 */
const countedRows = `(
  SELECT job_id, provider_id, provider_name, at, state, currency,
    CASE WHEN reported = 0 OR reported_currency = currency THEN reported ELSE estimated END AS amount,
    reported IS NOT NULL AND (reported = 0 OR reported_currency = currency) AS is_reported
  FROM ledger WHERE state <> 'released' AND currency IS NOT NULL
  UNION ALL
  SELECT job_id, provider_id, provider_name, at, state, reported_currency, reported, 1
  FROM ledger WHERE state <> 'released' AND reported <> 0 AND reported_currency IS NOT currency
)`;

export function createLedger(database: Database): LedgerStore {
  return {
    get: (jobId) => {
      const row = database.one('SELECT * FROM ledger WHERE job_id = ?', jobId);
      return row && moneyFrom(row);
    },
    reserve: (reservation) => reserve(database, reservation),
    reserved: (jobId) => {
      const row = database.one('SELECT at, provider_id FROM ledger WHERE job_id = ?', jobId);
      return row && { at: Number(row['at']), providerId: String(row['provider_id']) };
    },
    follow: (before, after) => {
      const state = ledgerStateOf(before, after);
      const { cost } = after;
      if (before.state === after.state && before.cost?.amount === cost?.amount) return;
      const values = [state, cost?.amount ?? null, cost ? sameUnit(cost.unit) : null, after.id] as const;
      const set = 'UPDATE ledger SET state = ?, reported = ?, reported_currency = ? WHERE job_id = ?';
      const isKnown = database.run(set, ...values) > 0;
      countDelivered(database, before, after);
      if (isKnown || !cost) return;
      // A job that was started before the ledger existed.
      const { createdAt, submittedAt = createdAt } = after;
      reserve(database, { job: after, at: submittedAt, price: undefined, amount: undefined, images: 0 });
      database.run(set, ...values);
    },
    spent: (currency, from, without = '') =>
      rounded(
        Number(
          database.one(
            `SELECT TOTAL(amount) AS amount FROM ${countedRows} WHERE currency = ? AND at >= ? AND job_id <> ?`,
            currency,
            from,
            without,
          )?.['amount'] ?? 0,
        ),
      ),
    transaction: (work) => database.transaction(work),
  };
}

/** A service may deliver more images than it was asked for, and charge for them: the estimate covers the larger number. */
function countDelivered(database: Database, before: Job, after: Job): void {
  const delivered = Math.max(imagesOf(before), imagesOf(after));
  database.run(
    'UPDATE ledger SET estimated = estimated * ? / images, images = ? WHERE job_id = ? AND images < ?',
    delivered,
    delivered,
    after.id,
    delivered,
  );
}

function imagesOf(job: Job): number {
  const pending: unknown = 'pending' in job ? job.pending : undefined;
  return Array.isArray(pending) ? pending.length : 0;
}

function reserve(database: Database, { job, at, price, amount, images }: Reservation): void {
  const isPriced = price !== undefined && price !== 'free';
  database.run(
    `INSERT OR REPLACE INTO ledger (job_id, provider_id, provider_name, at, state, estimated, currency, price_date, images)
     VALUES (?, ?, ?, ?, 'reserved', ?, ?, ?, ?)`,
    job.id,
    job.providerId,
    job.providerName,
    at,
    amount ?? null,
    isPriced ? price.currency : null,
    isPriced && price.asOf !== '' ? price.asOf : null,
    isPriced && price.per === 'image' && images > 0 ? images : null,
  );
}

function moneyFrom(row: Row): JobMoney {
  const { estimated, currency, price_date: date, reported, reported_currency: unit } = row;
  return {
    state: String(row['state']) as MoneyState,
    ...(estimated === null
      ? {}
      : { estimated: { amount: rounded(Number(estimated)), currency: String(currency ?? '') } }),
    ...(date === null ? {} : { priceDate: String(date) }),
    ...(reported === null ? {} : { reported: { amount: Number(reported), currency: String(unit ?? '') } }),
  };
}

const sums = `currency, TOTAL(amount) AS amount, COUNT(*) AS jobs, TOTAL(amount * is_reported) AS reported,
  TOTAL(amount * (state = 'reserved')) AS reserved, TOTAL(amount * (state = 'open')) AS open`;

/** Money of the jobs that were admitted in a time span. */
export function readSpending(database: Database, query: StatisticsQuery): Omit<Spending, 'caps'> {
  const { from, to } = query;
  const span = 'at >= ? AND at < ?';
  const totals = database.all(
    `SELECT ${sums} FROM ${countedRows} WHERE ${span} GROUP BY currency ORDER BY jobs DESC`,
    from,
    to,
  );
  const providers = database.all(
    `SELECT provider_id AS id, MAX(provider_name) AS name, ${sums} FROM ${countedRows} WHERE ${span}
     GROUP BY provider_id, currency ORDER BY jobs DESC, id`,
    from,
    to,
  );
  const days = database.all(
    `SELECT day, ${sums} FROM ${daysTable} CROSS JOIN ${countedRows} ON at >= since AND at < until
     GROUP BY day, currency ORDER BY day, currency`,
    daysWith(database, 'ledger.at', query),
  );
  const unknown = database.one(
    `SELECT COUNT(*) AS count FROM ledger WHERE ${span} AND estimated IS NULL AND reported IS NULL AND state <> 'released'`,
    from,
    to,
  );
  return {
    totals: totals.map(totalFrom),
    byProvider: providers.map((row): ProviderSpending => ({
      id: String(row['id']),
      name: String(row['name']),
      ...totalFrom(row),
    })),
    byDay: days.map((row): DaySpending => ({ start: Number(row['day']), ...totalFrom(row) })),
    unknown: Number(unknown?.['count'] ?? 0),
  };
}

function totalFrom(row: Row): MoneyTotal {
  const part = (name: string): number => rounded(Number(row[name]));
  return {
    currency: String(row['currency']),
    amount: part('amount'),
    jobs: Number(row['jobs']),
    reported: part('reported'),
    reserved: part('reserved'),
    open: part('open'),
  };
}
