/** Values from pages, settings, commands, agents and other extensions, and texts that become names. */
import assert from 'node:assert/strict';
import { stemFromTemplate } from '../../src/engine/domain/fileNames';
import { readConfigurations } from '../../src/engine/providers/configuration';
import { findProvider, providerTypes } from '../../src/providers/registry';
import { serve, type Handlers } from '../../src/shared/protocol/connection/rpc';
import { altTextOf } from '../../src/extension/insertion/altText';
import { parseGenerateArguments } from '../../src/extension/parameters/generateArguments';
import { ArgumentError, parseId } from '../../src/extension/parameters/parseArguments';
import { parseEditInput, parseGenerateInput, parseJobInput } from '../../src/extension/agents/input/input';
import * as history from '../../src/extension/webviews/admin/history/schema';
import { jobAction } from '../../src/extension/webviews/admin/jobs/schema';
import * as fields from '../../src/extension/webviews/shared/fields';
import { takes } from '../../src/extension/webviews/shared/parseValues';
import { oneOf } from '../torture/seeded';
import { spoilValue, strangeValue } from './mutate';
import { target, type AnyTarget } from './target';

const query = { text: 'fox', states: ['done'], kinds: ['edit'], favouritesOnly: true, from: 1, order: 'oldest' };
const calls = [
  { kind: 'call', id: 7, method: 'entries', values: [query, 0, 50] },
  { kind: 'call', id: 8, method: 'runJob', values: ['job', 'cancel'] },
  { kind: 'call', id: 9, method: 'cleanUp', values: [{ days: 30, keepFavorites: true }] },
  { kind: 'call', id: 10, method: 'remove', values: [{ imageIds: ['a'], jobIds: ['b'] }] },
  { kind: 'cancel', id: 7 },
];

interface Methods {
  entries(query: unknown, offset: number, limit: number): Promise<unknown>;
  runJob(id: string, action: string): Promise<unknown>;
  cleanUp(age: unknown): Promise<unknown>;
  remove(chosen: unknown): Promise<unknown>;
}

/** The real schemas; a call that passes them is checked again by code of its own. */
const handlers: Handlers<Methods> = {
  entries: {
    accepts: takes(history.entryQuery, fields.offset, history.limit),
    run: ([, offset, limit]) => checked(Number.isSafeInteger(offset) && offset >= 0 && limit >= 1 && limit <= 200),
  },
  runJob: {
    accepts: takes(fields.id, jobAction),
    run: ([id, action]) =>
      checked(typeof id === 'string' && /^(cancel|giveUp|resume|lookAgain|open|again)$/.test(action)),
  },
  cleanUp: {
    accepts: takes(history.age),
    run: ([age]) =>
      checked(
        Object.keys(age as object)
          .sort()
          .join() === 'days,keepFavorites',
      ),
  },
  remove: {
    accepts: takes(history.selection),
    run: ([chosen]) => checked(Object.values(chosen as Record<string, string[]>).every((ids) => ids.length <= 5_000)),
  },
};

let wrongCalls = 0;

function checked(isRight: boolean): Promise<undefined> {
  if (!isRight) wrongCalls += 1;
  return Promise.resolve(undefined);
}

const explain = { failure: () => ({ kind: 'internal' as const }), sentence: () => '' };

const entries = [
  { id: 'ours', type: 'qwen-image-service', name: 'Ours', hosts: { domestic: 'http://127.0.0.1:8000' }, priority: 3 },
  {
    type: 'kie',
    region: 'overseas',
    hosts: { overseas: 'https://api.example' },
    model: 'x',
    retry: true,
    maxMinutes: 5,
  },
  { type: 'runninghub-ai-app', options: { webappId: '1877265245566922753', nodes: [{ id: '1', field: 'text' }] } },
  { type: 'sketch', enabled: false, default: true, synchronous: true, pollSeconds: 2, description: 'x' },
];

const imageRequests = [
  { prompt: 'a fox', provider: 'kie', aspectRatio: '16:9', count: 2, seed: 7, folder: 'images', fileName: 'fox' },
  { prompt: 'at night', images: ['images/a.png'], replace: true, model: 'm', waitSeconds: 5 },
  { jobId: '0f6cb8a1-6a3f-4f0e-9a55-2b3d1f0e7c11' },
];

/** The one way in which an argument may be refused. */
function refusing(run: () => unknown): void {
  try {
    run();
  } catch (thrown) {
    if (!(thrown instanceof ArgumentError)) throw thrown;
    assert.ok(thrown.message.length > 0 && thrown.message.length < 1_000);
  }
}

export const valueTargets: readonly AnyTarget[] = [
  target({
    name: 'messages of a page',
    share: 0.15,
    make: (random) => spoilValue(oneOf(calls, random), random),
    run(message: unknown) {
      const sent: unknown[] = [];
      let hear: (message: unknown) => void = () => undefined;
      const port = {
        send: (reply: unknown) => void sent.push(reply),
        receive: (listener: typeof hear) => {
          hear = listener;
          return () => undefined;
        },
      };
      const server = serve<Methods>(port, handlers, explain);
      hear(message);
      server.dispose();
      assert.equal(wrongCalls, 0, 'a handler ran with values that it does not accept');
      assert.ok(sent.length <= 1);
    },
  }),
  target({
    name: 'settings',
    share: 0.08,
    make: (random) => (random() < 0.9 ? spoilValue(entries, random) : strangeValue(random)),
    run(value: unknown) {
      const { configs, problems } = readConfigurations(value, { names: providerTypes, find: findProvider });
      assert.equal(new Set(configs.map(({ id }) => id)).size, configs.length, 'an id stands twice');
      for (const { baseUrl } of configs) if (baseUrl !== '') assert.match(baseUrl, /^https?:\/\//);
      for (const { value: shown } of problems) assert.ok((shown ?? '').length <= 61);
    },
  }),
  target({
    name: 'arguments of commands and tools',
    share: 0.1,
    make: (random) => spoilValue(oneOf(imageRequests, random), random),
    run(value: unknown) {
      for (const parse of [parseGenerateArguments, parseId, parseGenerateInput, parseEditInput, parseJobInput]) {
        refusing(() => parse(value));
      }
    },
  }),
  target({
    name: 'file names and alternative texts',
    share: 0.07,
    make: (random) =>
      [String(strangeValue(random)), '{slug}', String(strangeValue(random))].join(random() < 0.5 ? '' : ' '),
    run(text: string) {
      const stem = stemFromTemplate(text, { prompt: text, providerName: text, seed: 1, now: 0 });
      assert.doesNotMatch(stem, /[\p{Cc}/\\:*?"<>|\u202a-\u202e]|^\.|[. ]$/u);
      assert.ok(stem.length > 0 && Buffer.byteLength(stem) <= 255, `${Buffer.byteLength(stem)} bytes`);
      assert.doesNotMatch(altTextOf(text), /\p{Cc}/u);
    },
  }),
];
