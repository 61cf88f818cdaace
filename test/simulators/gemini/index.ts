/**
 * Google's Gemini API on the wire: `generateContent` for image models, and the list of models. As strict as the service:
 * unknown fields, wrong types, ratios and sizes of other models are rejected.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { drawPng } from '../image';
import { json, startWire, type Exchange, type FaultRule, type Reply, type WireRequest } from '../wire';
import { catalog } from './catalog';
import { promptAnswerOf, refuse } from './answers';
import { readRequest, Refused, type SimulatedRequest } from './requests';

export const rightKey = 'AIza-simulator-0123456789';

export interface GeminiOptions {
  /** 0 or left out: any free one. */
  port?: number;
  /** The valid key. */
  key?: string;
  /** Milliseconds until an image is made; 0 when left out. */
  latency?: number;
  /** Calls that the account can pay for; unlimited when left out. */
  credit?: number;
}

export interface GeminiSimulator {
  url: string;
  exchanges: Exchange[];
  /** Valid calls for images so far. */
  received(): number;
  /** Rejected unknown fields. */
  unknownFields: string[];
  misbehave(rule: FaultRule): void;
  behave(): void;
  setCredit(calls: number): void;
  /** Calls aren't answered until `release`. */
  hold(): void;
  release(): void;
  /** The next call fails. */
  failNext(): void;
  /** The next call is answered without an image, with this finish reason and text. */
  withholdNext(finishReason: string, text?: string): void;
  /** The next prompt is rejected. */
  blockNext(blockReason: string, blockReasonMessage: string): void;
  /** Restarts: the connections of all held calls break. */
  restart(): void;
  stop(): Promise<void>;
}

export async function startGemini(options: GeminiOptions = {}): Promise<GeminiSimulator> {
  const { key = rightKey, latency = 0 } = options;
  const unknownFields: string[] = [];
  const prepared: Reply[] = [];
  let received = 0;
  let credit = options.credit ?? Infinity;
  let gate: { opened: Promise<'answered' | 'broken'>; open(how: 'answered' | 'broken'): void } | undefined;

  const server = await startWire({
    ...(options.port === undefined ? {} : { port: options.port }),
    handle,
    fieldsOf: (request) => Promise.resolve(fieldsOf(request)),
  });

  async function handle(request: WireRequest): Promise<Reply> {
    const { method, path, query, headers } = request;
    const given = headers['x-goog-api-key'] ?? query.get('key') ?? undefined;
    if (given === undefined) return refuse('PERMISSION_DENIED', "Method doesn't allow unregistered callers.");
    if (given !== key) return refuse('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', invalidKey);
    const [, name = '', call] = /^\/v1(?:beta)?\/models(?:\/([^:]+)(?::(\w+))?)?$/.exec(path) ?? [];
    if (!/^\/v1(beta)?\/models(\/|$)/.test(path)) return page404();
    if (method === 'GET') return name === '' ? list() : single(name);
    if (method !== 'POST' || call !== 'generateContent') return page404();
    return generate(name, request);
  }

  async function generate(name: string, request: WireRequest): Promise<Reply> {
    const model = catalog[name];
    if (!model) return missing(name);
    let wanted: SimulatedRequest;
    try {
      wanted = readRequest(request, model);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      unknownFields.push(...thrown.fields);
      return refuse('INVALID_ARGUMENT', thrown.message);
    }
    if (credit <= 0) return refuse('RESOURCE_EXHAUSTED', outOfCredit);
    credit -= 1;
    received += 1;
    if (latency > 0) await pause(latency, undefined, { signal: request.signal }).catch(() => undefined);
    const end = await gate?.opened;
    if (end === 'broken') throw new Error('restarted');
    return prepared.shift() ?? promptAnswerOf(wanted.prompt) ?? json(200, answerOf(name, wanted));
  }

  return {
    url: server.url,
    exchanges: server.exchanges,
    received: () => received,
    unknownFields,
    misbehave: server.misbehave,
    behave: server.behave,
    setCredit: (calls) => void (credit = calls),
    hold: () => (gate = createGate()),
    release: () => {
      gate?.open('answered');
      gate = undefined;
    },
    failNext: () => void prepared.push(refuse('INTERNAL', 'An internal error has occurred.')),
    withholdNext: (finishReason, text) => void prepared.push(json(200, withheld(finishReason, text))),
    blockNext: (blockReason, blockReasonMessage) =>
      void prepared.push(json(200, { promptFeedback: { blockReason, blockReasonMessage } })),
    restart: () => {
      gate?.open('broken');
      gate = undefined;
    },
    stop: server.stop,
  };
}

const outOfCredit = 'Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.';
const invalidKey = [
  {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  },
];

function createGate(): { opened: Promise<'answered' | 'broken'>; open(how: 'answered' | 'broken'): void } {
  let open: (how: 'answered' | 'broken') => void = () => undefined;
  const opened = new Promise<'answered' | 'broken'>((resolve) => (open = resolve));
  return { opened, open: (how) => open(how) };
}

function list(): Reply {
  return json(200, { models: Object.keys(catalog).map(described) });
}

function single(name: string): Reply {
  return catalog[name] ? json(200, described(name)) : missing(name);
}

function described(name: string): Record<string, unknown> {
  return {
    name: `models/${name}`,
    version: '001',
    displayName: name,
    inputTokenLimit: 65_536,
    outputTokenLimit: 32_768,
    supportedGenerationMethods: catalog[name]?.methods ?? [],
  };
}

function missing(name: string): Reply {
  const message = `models/${name} is not found for API version v1beta, or is not supported for generateContent.`;
  return refuse('NOT_FOUND', message);
}

/** The page that Google's front end answers for a path that it doesn't know. */
function page404(): Reply {
  const body = '<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title></html>';
  return { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: new TextEncoder().encode(body) };
}

function answerOf(model: string, { prompt, references, size, takesText }: SimulatedRequest): Record<string, unknown> {
  const [width, height] = size;
  const data = Buffer.from(drawPng(width, height, `${prompt} ${references}`)).toString('base64');
  const image = { inlineData: { mimeType: 'image/png', data } };
  const parts = takesText && /\bwith words\b/.test(prompt) ? [{ text: 'Here is your image.' }, image] : [image];
  return {
    candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount: 12 + 258 * references,
      candidatesTokenCount: 1120,
      totalTokenCount: 1132 + 258 * references,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 12 }],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
    },
    modelVersion: model,
    responseId: 'simulated',
  };
}

function withheld(finishReason: string, text?: string): Record<string, unknown> {
  const content = text === undefined ? {} : { content: { role: 'model', parts: [{ text }] } };
  return { candidates: [{ ...content, finishReason, index: 0 }], usageMetadata: { promptTokenCount: 12 } };
}

function fieldsOf(request: WireRequest): string[] {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof body === 'object' && body !== null ? Object.keys(body) : [];
  } catch {
    return [];
  }
}
