/**
 * OpenAI-compatible image services on the wire: OpenAI itself (`sync`), and relays whose dialects differ in submitting and
 * polling tasks. As strict as they are: unknown parameters, wrong content types and unsupported sizes are rejected. Images are
 * always PNGs, regardless of the requested format.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { answerTo } from './routes';
import { createTasks, type TaskControl } from './tasks';
import type { OpenAiImagesOptions, Simulation } from './simulation';
import { readForm, startWire, type Exchange, type FaultRule, type WireRequest } from '../wire';

export interface OpenAiImagesSimulator extends TaskControl {
  url: string;
  stop(): Promise<void>;
  /** All exchanges in order. */
  exchanges: Exchange[];
  /** Accepted submits by path. */
  received: Record<string, number>;
  receivedCount(): number;
  /** The files of every valid edit, in order. */
  edits: Simulation['edits'];
  /** Rejected unknown parameters. */
  unknownFields: string[];
  misbehave(rule: FaultRule): void;
  behave(): void;
  setCredit(jobs: number): void;
  /** All result URLs stop working, also those of running jobs. */
  expireFiles(): void;
  /** Changes the options of the running service. */
  change(options: Partial<OpenAiImagesOptions>): void;
}

export async function startOpenAiImages(options: OpenAiImagesOptions = {}): Promise<OpenAiImagesSimulator> {
  const now = options.now ?? (() => Date.now());
  const simulation: Simulation = {
    options: { ...options },
    dialect: options.dialect ?? 'sync',
    tasks: createTasks({ secondsPerImage: options.secondsPerImage ?? 0, now }),
    credit: options.credit ?? Infinity,
    received: {},
    unknownFields: [],
    files: new Map(),
    edits: [],
    areFilesGone: false,
    url: '',
    now,
  };
  const wire = await startWire({
    ...(options.port === undefined ? {} : { port: options.port }),
    async handle(request) {
      const { latency } = simulation.options;
      if (latency) await pause(latency, undefined, { signal: request.signal }).catch(() => undefined);
      return answerTo(request, simulation);
    },
    fieldsOf,
  });
  simulation.url = wire.url;
  return {
    ...simulation.tasks.control,
    url: wire.url,
    exchanges: wire.exchanges,
    received: simulation.received,
    receivedCount: () => Object.values(simulation.received).reduce((sum, count) => sum + count, 0),
    edits: simulation.edits,
    unknownFields: simulation.unknownFields,
    misbehave: wire.misbehave,
    behave: wire.behave,
    setCredit: (jobs) => void (simulation.credit = jobs),
    expireFiles: () => {
      simulation.files.clear();
      simulation.areFilesGone = true;
    },
    change: (more) => void Object.assign(simulation.options, more),
    stop: wire.stop,
  };
}

async function fieldsOf(request: WireRequest): Promise<string[]> {
  if (request.type === 'application/json') {
    try {
      return Object.keys(JSON.parse(request.body.toString('utf8')) as object);
    } catch {
      return [];
    }
  }
  const form = await readForm(request);
  return [...form.fields.keys(), ...form.files.map((file) => file.field)];
}
