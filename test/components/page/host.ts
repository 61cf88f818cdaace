/** A host for the real page: it serves the real protocol from numbers instead of a history. */
import type { AdminApi } from '../../../src/shared/protocol/admin';
import type { DetailView, EntriesWithThumbnails, EntryQuery } from '../../../src/shared/protocol/pages/history';
import type { Thumbnail } from '../../../src/shared/protocol/views/thumbnails';
import type { WebviewEvent } from '../../../src/shared/protocol/connection/events';
import type { EntryView, JobLine } from '../../../src/shared/protocol/views/entries';
import type { CreateDraft, CreateForm, ReferenceView } from '../../../src/shared/protocol/pages/create';
import type { JobState } from '../../../src/shared/model/jobs';
import { serve, type Handlers, type Port } from '../../../src/shared/protocol/connection/rpc';
import type { Stage, StageOptions } from './options';

const day = 86_400_000;
/** Images of these sizes take turns. */
const sizes = [
  [1664, 928],
  [928, 1664],
  [1328, 1328],
  [300, 200],
] as const;
const perDay = 40;
/** Numbers of entries that came since the page was opened. */
const firstNewer = 900_000;
const daysAgo = (number: number): number => (number < firstNewer ? Math.floor(number / perDay) : 0);

const params = new URLSearchParams(location.search);
const options = JSON.parse(params.get('options') ?? '{"entries":0}') as StageOptions;
const stage: Stage = { calls: [], cancelled: [], kept: options.kept, violations: [], options, tell: () => undefined };
Object.assign(globalThis, { stage });
if (options.userAgent !== undefined) Object.defineProperty(navigator, 'userAgent', { value: options.userAgent });

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  stage.violations.push(`${violatedDirective} ${blockedURI}`),
);

function ratioOf(index: number): number {
  const [width, height] = sizes[index % sizes.length] ?? [1, 1];
  return Math.trunc((width * 1000) / height);
}

/** Which of all entries a query finds: every word of the search must be in the number's words. */
function found(query: EntryQuery): number[] {
  const newer = Array.from({ length: options.newer ?? 0 }, (_, index) => firstNewer + index);
  const all = [...newer, ...Array.from({ length: options.entries }, (_, index) => index)];
  const text = query.text ?? '';
  return text === '' ? all : all.filter((index) => promptOf(index).includes(text));
}

function promptOf(index: number): string {
  return index === 0 && options.prompt !== undefined ? options.prompt : `picture number ${index}`;
}

function entryOf(index: number): EntryView {
  const [width, height] = sizes[index % sizes.length] ?? [1, 1];
  const isFailed = index % 20 === 19;
  const url = `/images/${index}.png?width=${width}&height=${height}`;
  const image = { width, height, hasAlpha: false, fileName: `image-${index}.png`, url };
  return {
    id: `image-${index}`,
    jobId: `job-${index}`,
    ...(isFailed ? { reason: 'The service refused it.' } : { imageId: `image-${index}` }),
    ...(isFailed ? {} : { image }),
    prompt: promptOf(index),
    state: isFailed ? 'failed' : 'done',
    stateLabel: isFailed ? 'Failed' : 'Done',
    providerName: 'Our GPU',
    createdAt: Date.now() - daysAgo(index) * day,
    favorite: index % 10 === 1,
  };
}

const thumbnails = new Map<string, Promise<string>>();

/** Small images as the page itself would make them; one drawing serves all that have the same size and colour. */
function thumbnailOf({ imageId, image }: EntryView): Promise<Thumbnail> {
  if (imageId === undefined || !image || Math.max(image.width, image.height) <= 320) return Promise.resolve(null);
  const scale = 320 / Math.max(image.width, image.height);
  const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  const hue = (numberOf(imageId) * 37) % 360;
  const key = `${width} ${height} ${hue}`;
  const drawn = thumbnails.get(key) ?? drawWebp({ width, height, hue });
  thumbnails.set(key, drawn);
  return drawn;
}

async function drawWebp({ width, height, hue }: { width: number; height: number; hue: number }): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = `hsl(${hue} 60% 50%)`;
  context.fillRect(0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 });
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}

async function withThumbnails(entries: EntryView[]): Promise<EntriesWithThumbnails> {
  if (options.withoutThumbnails) return { entries, thumbnails: entries.map(() => null) };
  return { entries, thumbnails: await Promise.all(entries.map(thumbnailOf)) };
}

function detailOf(index: number): DetailView {
  const entry = entryOf(index);
  const { image } = entry;
  return {
    entry,
    ...(image
      ? {
          image: {
            ...image,
            id: entry.id,
            prompt: entry.prompt,
            mimeType: 'image/png',
            size: 90_000,
            requested: { aspectRatio: '1:1' },
          },
        }
      : {}),
    facts: [{ name: 'Seed', value: String(index) }],
    trail: 'RunningHub 421 → Our GPU ✓',
    warnings: [],
    steps: [],
  };
}

function lineOf(index: number, state: JobState): JobLine {
  return {
    id: `job-${index}`,
    prompt: promptOf(index),
    state,
    isWaiting: false,
    stateLabel: state === 'running' ? '3 jobs ahead' : state === 'failed' ? 'Failed' : 'Done',
    trail: 'RunningHub 421 → Our GPU',
    createdAt: Date.now() - 5_000,
    ...(state === 'running'
      ? { actions: ['cancel' as const] }
      : { finishedAt: Date.now(), actions: ['again' as const] }),
    ...(state === 'failed' ? { reason: 'RunningHub rejected the key (802).' } : {}),
    steps: state === 'failed' ? [{ action: 'set-key', label: 'Set Key' }] : [],
  };
}

const entriesOf = (query: EntryQuery, offset: number, limit: number): EntryView[] =>
  found(query)
    .slice(offset, offset + limit)
    .map(entryOf);

const numberOf = (id: string): number => Number(id.replace(/\D+/g, ''));

/** The form of the test, with the images of the draft in their order; those that the form does not know look alike. */
function formOf({ references }: CreateDraft): CreateForm | undefined {
  const form = options.create?.form as CreateForm | undefined;
  const viewOf = (hash: string): ReferenceView =>
    form?.references.find((one) => one.hash === hash) ?? {
      ...{ hash, name: 'other.png', width: 200, height: 100, url: '/images/other.png?width=200&height=100' },
    };
  return form && { ...form, references: references.map(viewOf) };
}

type Answers = { [Verb in keyof AdminApi]?: (...values: Parameters<AdminApi[Verb]>) => unknown };

const answers: Answers = {
  route: () => options.route,
  outline: (query) => {
    const indices = found(query);
    const days = new Map<number, string>();
    for (const index of indices) {
      const start = new Date(Date.now() - daysAgo(index) * day).setHours(0, 0, 0, 0);
      days.set(start, (days.get(start) ?? '') + String.fromCharCode(index % 20 === 19 ? 1000 : ratioOf(index)));
    }
    return { days: [...days].map(([start, ratios]) => ({ start, ratios })) };
  },
  entries: (...values) => entriesOf(...values),
  entriesWithThumbnails: (...values) => withThumbnails(entriesOf(...values)),
  thumbnails: (imageIds) =>
    withThumbnails(imageIds.map((imageId) => entryOf(numberOf(imageId)))).then(({ thumbnails: found }) => found),
  entryIndex: (query, jobId) => found(query).indexOf(numberOf(jobId)),
  facets: () => ({ providers: [{ id: 'gpu', name: 'Our GPU' }], models: ['qwen-image'] }),
  detail: (jobId) => detailOf(numberOf(jobId)),
  inZone: () => undefined,
  jobsUnderWay: () => options.active ?? 0,
  jobs: () => ({
    active: Array.from({ length: options.active ?? 0 }, (_, index) => lineOf(index, 'running')),
    moreActive: 0,
    ended: Array.from({ length: options.ended ?? 0 }, (_, index) => lineOf(500 + index, index % 2 ? 'done' : 'failed')),
  }),
  comparison: () => options.compared ?? [],
  createForm: (draft) => formOf(draft),
  createResults: () => options.create?.results ?? [],
  createPrompts: () => options.create?.prompts ?? [],
  createStart: () => ['job-1'],
  createSetSecret: () => undefined,
  createFromBytes: () => ({ hashes: ['f'.repeat(64)] }),
  keepThumbnail: () => undefined,
  old: () => ({ images: 0, jobs: 0, bytes: 0 }),
};

const toHost = new Set<(message: unknown) => void>();
const port: Port = {
  // As through a real port: copied, and later.
  send: (message) => window.postMessage(message, '*'),
  receive: (listener) => {
    toHost.add(listener);
    return () => toHost.delete(listener);
  },
};

/** Every method is known here; what a test does not care about is answered with nothing. */
const handlers = new Proxy({} as Handlers<AdminApi>, {
  getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
  get: (_target, method: string) => ({
    accepts: (values: readonly unknown[]) => ({ values: values as never[] }),
    run: (values: never[]) => answer(method, values),
  }),
});

function answer(method: string, values: never[]): Promise<unknown> {
  stage.calls.push({ method, values });
  const refusal = options.refused?.[method];
  if (refusal !== undefined) return Promise.reject(new Error(refusal));
  if (options.silent?.includes(method)) return new Promise(() => undefined);
  if (options.answers && Object.hasOwn(options.answers, method)) return Promise.resolve(options.answers[method]);
  const known = answers[method as keyof AdminApi] as ((...values: never[]) => unknown) | undefined;
  return Promise.resolve(known?.(...values));
}

const server = serve<AdminApi>(port, handlers, {
  failure: (thrown) => ({ kind: 'internal', detail: thrown instanceof Error ? thrown.message : '' }),
  sentence: ({ detail }) => detail ?? '',
});
stage.tell = (kind, times = 1) => {
  for (let told = 0; told < times; told += 1) server.send(eventOf(kind));
};

function eventOf(kind: Parameters<Stage['tell']>[0]): WebviewEvent {
  if (kind === 'route-changed') return { kind };
  return { kind: 'changed', jobIds: [], areas: kind === 'history-changed' ? ['history'] : [] };
}

Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: { kind: string; id: number }) => {
      const copy = structuredClone(message);
      if (copy.kind === 'cancel') stage.cancelled.push(copy.id);
      queueMicrotask(() => toHost.forEach((listener) => listener(copy)));
    },
    getState: () => stage.kept,
    setState: (state: unknown) => {
      stage.kept = state;
    },
  }),
});
