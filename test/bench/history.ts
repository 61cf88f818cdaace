/**
 * Measures how the history scales: the same queries over 1,000, 10,000 and 100,000 jobs in one run. The ratios count:
 * the first page must take as long over any number of jobs. `npm run bench -- history`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryQuery } from '../../src/engine/surface/history';
import { openDatabase } from '../../src/engine/storage/database/database';
import { createJobStore } from '../../src/engine/storage/stores/jobStore';
import { createSearch } from '../../src/engine/storage/history/search';
import { readStatistics } from '../../src/engine/storage/history/statistics';
import { jobFrom, type Job } from '../../src/engine/domain/job';
import { systemClock } from '../../src/extension/platform/clock';

const sizes = [1_000, 10_000, 100_000];
const questions: [name: string, query: HistoryQuery][] = [
  ['first page', { limit: 60 }],
  ['failed ones', { limit: 60, states: ['failed'] }],
  ['a word', { limit: 60, text: 'lighthouse' }],
  ['two words', { limit: 60, text: 'lighthouse storm' }],
  ['two characters', { limit: 60, text: '狐狸' }],
  ['nothing', { limit: 60, text: 'no such words at all' }],
];
const words = ['fox', 'snow', 'lake', 'dawn', 'city', 'night', 'storm', 'garden', 'robot', 'harbour', '森林', '狐狸'];

function job(number: number): Job {
  const rare = number % 997 === 0 ? ' lighthouse' : '';
  const prompt = `a ${words[number % 12]} and a ${words[(number * 7) % 11]} number ${number}${rare}`;
  return jobFrom({
    id: `job-${number}`,
    state: number % 20 === 0 ? 'failed' : 'done',
    request: { kind: 'generate', prompt, count: 1, references: [] },
    destination: {},
    providerId: 'sketch',
    providerName: 'sketch',
    providerType: 'sketch',
    plan: ['sketch'],
    attempts: [],
    warnings: [],
    createdAt: 1_700_000_000_000 + number * 1000,
    updatedAt: 1_700_000_000_000 + number * 1000,
    cancelRequested: false,
    delivery: 'none',
    windowId: 'bench',
  });
}

/** Median milliseconds of 21 runs. */
function median(work: () => unknown): number {
  const times = Array.from({ length: 21 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.toSorted((a, b) => a - b)[10] ?? 0;
}

const table = new Map<string, number[]>();
for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  const database = openDatabase(folder);
  const store = createJobStore(database, systemClock);
  for (let number = 0; number < size; number += 1000) {
    store.insert(Array.from({ length: 1000 }, (_, index) => job(number + index)));
  }
  const search = createSearch(database);
  for (const [name, query] of questions) {
    table.set(name, [...(table.get(name) ?? []), median(() => search.jobs(query))]);
  }
  table.set('recent prompts', [...(table.get('recent prompts') ?? []), median(() => search.recentPrompts(100))]);
  const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
  table.set('statistics', [...(table.get('statistics') ?? []), median(() => readStatistics(database, everything))]);
  database.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${'jobs'.padEnd(16)}${sizes.map((size) => size.toLocaleString('en').padStart(12)).join('')}       ratio`);
for (const [name, times] of table) {
  const ratio = (times.at(-1) ?? 0) / (times[0] ?? 1);
  const cells = times.map((time) => `${time.toFixed(2)} ms`.padStart(12)).join('');
  console.log(`${name.padEnd(16)}${cells}${`${ratio.toFixed(1)} : 1`.padStart(12)}`);
}
