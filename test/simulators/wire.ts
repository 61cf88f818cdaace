/**
 * The HTTP server of all simulators. Its replies can be replaced by faults (a lost answer, a proxy's page, a truncated body,
 * …), so that every provider is tested against the same ones.
 */
import busboy from 'busboy';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipBomb } from './gzipBomb';
import { noteSecrets } from './secretsSeen';

export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** Without parameters, lower case. */
  type: string;
  body: Buffer;
  address: string;
  /** Aborted when the client went away or the server stops. */
  signal: AbortSignal;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** A fault on the wire. `handled`: the service has started the job. */
export type Fault =
  /** The connection is reset before the service reads the request. */
  | { kind: 'reset-before' }
  /** The same, and the connection is closed without a reset, as a server does with one that it kept alive for too long. */
  | { kind: 'close-before' }
  /** The service handles the request, and the connection is reset instead of an answer. */
  | { kind: 'reset-after' }
  | { kind: 'close-after' }
  /** The service handles the request and never answers; `onHang` is called when it starts to wait. */
  | { kind: 'hang'; onHang?: () => void }
  /** Half of the announced bytes, then the connection ends. */
  | { kind: 'cut-body' }
  /** A complete HTTP answer with half of the JSON or image. */
  | { kind: 'half' }
  | { kind: 'wrong-type'; type: string }
  /** The service's answer with a replaced text. */
  | { kind: 'rewrite'; from: RegExp; to: string }
  /** A body of many bytes, announced by a `content-length` or not. */
  | { kind: 'endless'; bytes: number; isAnnounced: boolean }
  /** Instead of the body: see `gzipBomb.ts`. */
  | { kind: 'gzip-bomb'; bytes: number }
  | { kind: 'empty' }
  | { kind: 'delay'; ms: number }
  /** In pieces of `bytes`, `ms` apart; `onPiece` is called with the number of sent pieces. */
  | { kind: 'slow-body'; bytes: number; ms: number; onPiece?: (count: number) => void }
  | { kind: 'redirect'; location: string; status?: number }
  /** Another answer; the service doesn't get the request unless `handled`. */
  | {
      kind: 'answer';
      status: number;
      body?: string;
      type?: string;
      headers?: Record<string, string>;
      handled?: boolean;
    }
  /** A page of a proxy in front of the service. */
  | { kind: 'html'; status: number; handled?: boolean };

export interface FaultRule {
  fault: Fault;
  method?: string;
  path?: string | RegExp;
  /** Number of requests; 1 when left out. */
  times?: number;
}

/** One exchange of the server, without the values of headers and bodies. */
export interface Exchange {
  method: string;
  path: string;
  status: number;
  authorized: boolean;
  /** Names of form fields or JSON members. */
  fields: string[];
}

export interface WireServer {
  url: string;
  exchanges: Exchange[];
  misbehave(rule: FaultRule): void;
  /** Removes all remaining rules. */
  behave(): void;
  stop(): Promise<void>;
}

export interface WireOptions {
  /** 0 or left out: any free one. */
  port?: number;
  handle(request: WireRequest): Promise<Reply> | Reply;
  /** Whether the server closes a kept-alive connection after an answer of this status, without announcing it. */
  closesAfter?(status: number): boolean;
  /** The service's clock for the `Date` of its answers, in milliseconds since 1970; left out: the system's. */
  now?(): number;
  /** Names of the fields in a request, for the log of exchanges. */
  fieldsOf?(request: WireRequest): Promise<string[]>;
}

/** Called with every complete request to any simulator. */
export const requestWatchers = new Set<(request: WireRequest) => void>();

/** Called before a simulator handles a complete request. The simulator waits, and misbehaves as the result says. */
export const requestHooks = new Set<(request: WireRequest) => Promise<Fault | undefined>>();

export async function startWire(options: WireOptions): Promise<WireServer> {
  const rules: FaultRule[] = [];
  const exchanges: Exchange[] = [];
  const stopping = new AbortController();
  const server = createServer((incoming, outgoing) => {
    if (options.now) outgoing.setHeader('date', new Date(options.now()).toUTCString());
    void serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, outgoing, stopping.signal);
    noteSecrets(request);
    const fault = takeFault(rules, request) ?? (await faultOfHooks(request));
    const fields = (await options.fieldsOf?.(request)) ?? [];
    const authorized = request.headers['authorization'] !== undefined;
    const exchange: Exchange = { method: request.method, path: request.path, status: 0, authorized, fields };
    exchanges.push(exchange);
    if (fault?.kind === 'reset-before') return void incoming.socket.resetAndDestroy();
    if (fault?.kind === 'close-before') return void incoming.socket.destroy();
    const instead = fault ? replyInstead(fault) : undefined;
    const isSeen = !instead || (fault !== undefined && 'handled' in fault && fault.handled === true);
    if (isSeen) for (const watch of requestWatchers) watch(request);
    const own = isSeen ? await options.handle(request) : undefined;
    const reply = instead ?? own;
    if (!reply) return;
    exchange.status = reply.status;
    if (options.closesAfter?.(reply.status)) outgoing.once('finish', () => incoming.socket.end());
    await answer({ incoming, outgoing, signal: request.signal }, reply, fault);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    misbehave: (rule) => void rules.push({ ...rule }),
    behave: () => void rules.splice(0),
    stop: () =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

export interface FormFile {
  field: string;
  name: string;
  /** The part's content type; `application/octet-stream` if it has none. */
  type: string;
  bytes: Buffer;
}

export interface Form {
  fields: Map<string, string>;
  files: FormFile[];
}

/** Reads a form of either kind; any other content type holds no fields, as with the usual server libraries. */
export async function readForm(request: WireRequest): Promise<Form> {
  if (request.type === 'application/x-www-form-urlencoded') {
    return { fields: new Map(new URLSearchParams(request.body.toString('utf8'))), files: [] };
  }
  if (request.type !== 'multipart/form-data') return { fields: new Map(), files: [] };
  return new Promise((resolve, reject) => {
    const form: Form = { fields: new Map(), files: [] };
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const parser = busboy({ headers, defParamCharset: 'utf8' });
    parser.on('field', (name, value) => form.fields.set(name, value));
    parser.on('file', (field, stream, info) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        form.files.push({ field, name: info.filename ?? '', type: info.mimeType, bytes: Buffer.concat(pieces) });
      });
    });
    parser.on('close', () => resolve(form));
    parser.on('error', (error) => reject(error instanceof Error ? error : new Error('form')));
    parser.end(request.body);
  });
}

function replyInstead(fault: Fault): Reply | undefined {
  switch (fault.kind) {
    case 'answer': {
      const headers = { 'content-type': fault.type ?? 'application/json', ...fault.headers };
      return { status: fault.status, headers, body: new TextEncoder().encode(fault.body ?? '') };
    }
    case 'html':
      return htmlPage(fault.status);
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.location }, body: new Uint8Array() };
    case 'reset-before':
    case 'close-before':
    case 'reset-after':
    case 'close-after':
    case 'hang':
    case 'cut-body':
    case 'half':
    case 'wrong-type':
    case 'rewrite':
    case 'endless':
    case 'gzip-bomb':
    case 'empty':
    case 'delay':
    case 'slow-body':
      return undefined;
  }
}

interface Way {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  signal: AbortSignal;
}

async function answer(way: Way, reply: Reply, fault: Fault | undefined): Promise<void> {
  const { incoming, outgoing, signal } = way;
  let { body } = reply;
  const headers: Record<string, string> = { ...reply.headers };
  switch (fault?.kind) {
    case 'reset-after':
      return void incoming.socket.resetAndDestroy();
    case 'close-after':
      return void incoming.socket.destroy();
    case 'hang':
      return void fault.onHang?.();
    case 'delay':
      await pause(fault.ms, signal);
      break;
    case 'half':
      body = body.subarray(0, Math.floor(body.length / 2));
      break;
    case 'gzip-bomb':
      body = gzipBomb(fault.bytes);
      headers['content-encoding'] = 'gzip';
      break;
    case 'empty':
      body = new Uint8Array();
      break;
    case 'wrong-type':
      headers['content-type'] = fault.type;
      break;
    case 'rewrite':
      body = Buffer.from(Buffer.from(body).toString('utf8').replace(fault.from, fault.to));
      break;
    case 'endless':
      return sendEndless(way, { ...reply, headers }, fault);
    case 'cut-body':
      outgoing.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
      outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
      return;
    case 'slow-body':
      outgoing.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
      for (let at = 0; at < body.length && !signal.aborted; at += fault.bytes) {
        outgoing.write(body.subarray(at, at + fault.bytes));
        fault.onPiece?.(at / fault.bytes + 1);
        await pause(fault.ms, signal);
      }
      return void outgoing.end();
    default:
      break;
  }
  outgoing.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
  outgoing.end(body);
}

/** As fast as the client takes it, until it has had enough. */
async function sendEndless(
  { outgoing, signal }: Way,
  { status, headers, body }: Reply,
  fault: { bytes: number; isAnnounced: boolean },
): Promise<void> {
  outgoing.writeHead(status, { ...headers, ...(fault.isAnnounced ? { 'content-length': String(fault.bytes) } : {}) });
  outgoing.write(body);
  const piece = Buffer.alloc(1024 * 1024, 0x20);
  for (let sent = body.length; sent < fault.bytes && !signal.aborted; sent += piece.length) {
    if (!outgoing.write(piece)) await drained(outgoing, signal);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('drain', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function takeFault(rules: FaultRule[], request: WireRequest): Fault | undefined {
  const index = rules.findIndex((rule) => {
    if (rule.method !== undefined && rule.method !== request.method) return false;
    if (rule.path === undefined) return true;
    return typeof rule.path === 'string' ? rule.path === request.path : rule.path.test(request.path);
  });
  const rule = rules[index];
  if (!rule) return undefined;
  rule.times = (rule.times ?? 1) - 1;
  if (rule.times <= 0) rules.splice(index, 1);
  return rule.fault;
}

async function faultOfHooks(request: WireRequest): Promise<Fault | undefined> {
  for (const hook of requestHooks) {
    const fault = await hook(request);
    if (fault) return fault;
  }
  return undefined;
}

function htmlPage(status: number): Reply {
  const page = `<!DOCTYPE html><html><head><title>${status} from the proxy</title></head><body><h1>nginx</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: new TextEncoder().encode(page) };
}

async function readRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  stop: AbortSignal,
): Promise<WireRequest> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://simulator');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    type: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    body: Buffer.concat(pieces),
    address: incoming.socket.remoteAddress ?? '',
    signal: AbortSignal.any([gone.signal, stop]),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
