/**
 * OpenRouter's images API on the wire. As strict as a careful reading of its schemas: unknown parameters, values and models are
 * rejected. A model that streams sends previews before its image.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { json, startWire, type Exchange, type FaultRule, type Reply, type WireRequest } from '../wire';
import {
  answerOf,
  encode,
  event,
  listed,
  preview,
  price,
  promptAnswerOf,
  refuse,
  spoiled,
  usageOf,
  type StreamFault,
} from './answers';
import { catalog } from './catalog';
import { readRequest, Refused, type SimulatedRequest } from './requests';

export const rightKey = 'sk-or-v1-simulator';

export interface OpenRouterOptions {
  /** 0 or left out: any free one. */
  port?: number;
  key?: string;
  /** Milliseconds until an image is made, and between previews; 0 when left out. */
  latency?: number;
}

export interface OpenRouterSimulator {
  url: string;
  exchanges: Exchange[];
  /** Valid requests for images so far. */
  received(): number;
  unknownFields: string[];
  misbehave(rule: FaultRule): void;
  behave(): void;
  /** Dollars that are left; unlimited by default. */
  setCredit(dollars: number): void;
  /** Requests aren't answered until `release`. */
  hold(): void;
  release(): void;
  /** Requests that are held are cut off. */
  restart(): void;
  /** The next request is answered with this. */
  answerNext(reply: Reply): void;
  /** The next stream misbehaves. */
  spoilStream(fault: StreamFault): void;
  stop(): Promise<void>;
}

export async function startOpenRouter(options: OpenRouterOptions = {}): Promise<OpenRouterSimulator> {
  const { key = rightKey, latency = 0 } = options;
  const unknownFields: string[] = [];
  const prepared: Reply[] = [];
  const streamFaults: StreamFault[] = [];
  let received = 0;
  let credit = Infinity;
  let gate: { opened: Promise<boolean>; open(isAnswered: boolean): void } | undefined;

  const server = await startWire({
    ...(options.port === undefined ? {} : { port: options.port }),
    handle,
    fieldsOf: (request) => Promise.resolve(fieldsOf(request)),
  });

  async function handle(request: WireRequest): Promise<Reply> {
    const { method, path, headers } = request;
    const given = headers['authorization'];
    if (method === 'GET' && path === '/api/v1/images/models')
      return json(200, { data: Object.keys(catalog).map(listed) });
    if (!path.startsWith('/api/v1/')) return page404();
    if (given === undefined) return refuse(401, 'No cookie auth credentials found');
    if (given !== `Bearer ${key}`) return refuse(401, 'User not found.');
    if (method === 'GET' && path === '/api/v1/key') return json(200, { data: keyFacts() });
    if (method === 'POST' && path === '/api/v1/images') return generate(request);
    return refuse(404, 'Not Found');
  }

  async function generate(request: WireRequest): Promise<Reply> {
    let wanted: SimulatedRequest;
    try {
      wanted = readRequest(request);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      unknownFields.push(...thrown.fields);
      return refuse(thrown.status, thrown.message);
    }
    if (credit < price * wanted.count)
      return refuse(402, 'Insufficient credits. Add more using https://openrouter.ai/credits');
    const asked = prepared.shift() ?? promptAnswerOf(wanted.prompt);
    if (asked && asked.status >= 400) return asked;
    credit -= price * wanted.count;
    received += 1;
    if (wanted.streams) return streamed(wanted, request.signal);
    await wait(request.signal);
    return asked ?? json(200, answerOf(wanted));
  }

  async function wait(signal: AbortSignal): Promise<void> {
    if (latency > 0) await pause(latency, undefined, { signal }).catch(() => undefined);
    if ((await gate?.opened) === false) throw new Error('restarted');
  }

  function streamed(wanted: SimulatedRequest, signal: AbortSignal): Reply {
    const fault = streamFaults.shift();
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'gen-1' };
    return { status: 200, headers, body: new Uint8Array(), pieces: pieces(wanted, signal, fault) };
  }

  async function* pieces(
    wanted: SimulatedRequest,
    signal: AbortSignal,
    fault?: StreamFault,
  ): AsyncGenerator<Uint8Array> {
    yield encode(': OPENROUTER PROCESSING\n\n');
    for (let index = 0; index < 3; index += 1) {
      yield event({
        type: 'image_generation.partial_image',
        partial_image_index: index,
        b64_json: preview(wanted, index),
      });
      if (index === 0 && fault !== undefined) {
        yield* spoiled(fault);
        return;
      }
      await wait(signal);
    }
    for (const item of answerOf(wanted).data) {
      yield event({ type: 'image_generation.completed', created: 1_790_000_000, ...item, usage: usageOf(wanted, 1) });
    }
    yield encode('data: [DONE]\n\n');
  }

  return {
    url: `${server.url}/api/v1`,
    exchanges: server.exchanges,
    received: () => received,
    unknownFields,
    misbehave: server.misbehave,
    behave: server.behave,
    setCredit: (dollars) => void (credit = dollars),
    hold: () => (gate = createGate()),
    release: () => {
      gate?.open(true);
      gate = undefined;
    },
    restart: () => {
      gate?.open(false);
      gate = undefined;
    },
    answerNext: (reply) => void prepared.push(reply),
    spoilStream: (fault) => void streamFaults.push(fault),
    stop: server.stop,
  };

  function keyFacts(): Record<string, unknown> {
    const isLimited = Number.isFinite(credit);
    return {
      label: 'sk-or-v1-sim...tor',
      usage: received * price,
      limit: isLimited ? credit + received * price : null,
      limit_remaining: isLimited ? credit : null,
      is_free_tier: false,
    };
  }
}

function createGate(): { opened: Promise<boolean>; open(isAnswered: boolean): void } {
  let open: (isAnswered: boolean) => void = () => undefined;
  const opened = new Promise<boolean>((resolve) => (open = resolve));
  return { opened, open: (isAnswered) => open(isAnswered) };
}

function page404(): Reply {
  const body = '<!DOCTYPE html><html><title>404: This page could not be found</title></html>';
  return { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: encode(body) };
}

function fieldsOf(request: WireRequest): string[] {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof body === 'object' && body !== null ? Object.keys(body) : [];
  } catch {
    return [];
  }
}
