/**
 * Receives what services report by themselves, so that a job need not wait for its next look. Off unless configured; it
 * listens on this machine only, and whatever way leads to it from outside (a tunnel, a proxy) is the person's. A callback
 * is a hint and nothing more: it makes the runner look at once, and only the service's own answer counts.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failureFrom } from '../../../shared/model/easelError';
import type { JsonValue } from '../../../shared/model/jobs';
import type { Clock, Disposable, Log, Secrets } from '../../../shared/platform/ports';
import type { ProviderContext } from '../../../providers/contract/context';
import type { ProviderSource } from '../../domain/configuredProvider';

export interface WebhookOptions {
  /** Port on 127.0.0.1; 0 for any free one. */
  port: number;
  /** Where the internet reaches that port: `https://name.example[/prefix]`. Left out: nobody is asked to call back. */
  publicUrl?: string;
  /** Makes the paths unguessable; see {@link webhookPathKey}. */
  pathKey: string;
}

/** What the receiver needs of the engine. */
export interface WebhookNeeds {
  /** All configurations; those whose type has no callbacks are passed over. */
  configured(): readonly ProviderSource[];
  context(configured: ProviderSource, signal: AbortSignal): ProviderContext;
  /** Jobs that a configuration has at its service now: `running` and `overdue` ones. */
  jobsAt(providerId: string): readonly { id: string; ticket?: JsonValue }[];
  /** Look at this job now. */
  interrupt(jobId: string): void;
  clock: Clock;
  log: Log;
}

export interface WebhookReceiver {
  /** Listens; where another window has the port, tries again until it is free. Does nothing when not configured. */
  start(): Promise<void>;
  state(): 'off' | 'listening' | 'port-taken';
  /** The port in use; undefined while not listening. */
  port(): number | undefined;
  /** What a service is to call for a configuration; undefined when nobody shall. */
  callbackUrl(providerId: string): string | undefined;
  /** Closes the port and waits until nothing is under way. */
  stop(): Promise<void>;
}

/** Bytes; a callback repeats the prompt and some URLs. */
const mostBytes = 256 * 1024;
/** Bytes after which the line is cut. */
const endlessBytes = 4 * 1024 * 1024;
/** Callbacks that are looked into at the same time; what comes above that is found by polling. */
const mostAtOnce = 16;
/** Milliseconds in which a job is poked once, however often it is reported. */
const pokePause = 1_000;
/** Milliseconds until a taken port is tried again. */
const portPause = 15_000;

const secretName = 'webhook/path-key';

/** The key of this installation's callback paths; made on first use, and the same in every window ever after. */
export async function webhookPathKey(secrets: Secrets): Promise<string> {
  const kept = await secrets.get(secretName);
  if (kept) return kept;
  const made = randomBytes(32).toString('base64url');
  await secrets.set(secretName, made);
  return made;
}

export function createWebhookReceiver(options: WebhookOptions | undefined, needs: WebhookNeeds): WebhookReceiver {
  const { clock, log } = needs;
  const stopped = new AbortController();
  const underWay = new Set<Promise<void>>();
  const poked = new Map<string, number>();
  let server: Server | undefined;
  let isTaken = false;
  let retry: Disposable | undefined;
  let starting: Promise<void> | undefined;

  function token(providerId: string): string {
    return createHmac('sha256', options?.pathKey ?? '')
      .update(providerId)
      .digest('base64url');
  }

  function start(): Promise<void> {
    if (!options || server || stopped.signal.aborted) return Promise.resolve();
    return (starting ??= open(options.port).finally(() => (starting = undefined)));
  }

  async function open(port: number): Promise<void> {
    const made = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
    made.headersTimeout = 10_000;
    made.requestTimeout = 15_000;
    made.keepAliveTimeout = 2_000;
    made.maxConnections = 64;
    const problem = await listen(made, port);
    isTaken = problem !== undefined;
    if (problem === undefined) {
      server = made;
      log.info(`WebhookService are received on port ${webviewPort(made)}`);
      return;
    }
    log.info(`WebhookService can not be received on port ${port} (${problem}); trying again later`);
    retry = clock.after(portPause, () => void start());
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '' } = incoming;
    const path = (incoming.url ?? '/').replace(/[?#].*$/, '');
    const configured = owner(path);
    const isKnown = configured !== undefined || path === '/' || path === '/health';
    if (!isKnown) return answer(outgoing, 404, { status: 'not-found' });
    if (method === 'GET' || method === 'HEAD') return answer(outgoing, 200, { status: 'ok', service: 'easel' });
    if (method !== 'POST' || !configured) {
      outgoing.setHeader('allow', configured ? 'GET, HEAD, POST' : 'GET, HEAD');
      return answer(outgoing, 405, { status: 'method-not-allowed' });
    }
    const body = await read(incoming);
    if (!body) return answer(outgoing, 413, { status: 'too-large' });
    // Answered before it is looked into: the service waits for nothing but this, and a stranger learns nothing.
    answer(outgoing, 200, { status: 'ok' });
    if (underWay.size >= mostAtOnce) return;
    const work = take(configured, { headers: headersOf(incoming), body }).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  /** Whose path it is. Every one is compared, and compared whole, so that no time tells how near a guess was. */
  function owner(path: string): ProviderSource | undefined {
    const given = digest(path.slice(path.lastIndexOf('/') + 1));
    let found: ProviderSource | undefined;
    for (const configured of needs.configured()) {
      const isIt = timingSafeEqual(given, digest(token(configured.config.id)));
      if (isIt && configured.provider.webhook && configured.config.enabled) found = configured;
    }
    return found;
  }

  async function take(
    configured: ProviderSource,
    call: { headers: Record<string, string>; body: Uint8Array },
  ): Promise<void> {
    const { webhook } = configured.provider;
    const { id } = configured.config;
    try {
      const context = needs.context(configured, stopped.signal);
      const reported = await webhook?.identify(call, context);
      if (reported === undefined) return log.debug(`Ignored a callback for ${id}: no matching job`);
      const job = needs.jobsAt(id).find(({ ticket }) => ticket !== undefined && webhook?.ticketId(ticket) === reported);
      if (!job || stopped.signal.aborted || wasPoked(job.id)) return;
      log.debug(`Job ${job.id}: reported by a callback of ${id}`);
      needs.interrupt(job.id);
    } catch (thrown) {
      log.warn(`Couldn't read a callback for ${id}: ${failureFrom(thrown).kind}`);
    }
  }

  function wasPoked(jobId: string): boolean {
    const now = clock.now();
    for (const [id, at] of poked) if (Math.abs(now - at) >= pokePause) poked.delete(id);
    if (poked.has(jobId)) return true;
    poked.set(jobId, now);
    return false;
  }

  async function stop(): Promise<void> {
    stopped.abort();
    await starting;
    retry?.dispose();
    const closing = server;
    server = undefined;
    if (closing) {
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    }
    await Promise.all(underWay);
  }

  return {
    start,
    state: () => (server ? 'listening' : isTaken && !stopped.signal.aborted ? 'port-taken' : 'off'),
    port: () => server && webviewPort(server),
    callbackUrl: (providerId) => {
      if (!options?.publicUrl) return undefined;
      return `${options.publicUrl.replace(/\/+$/, '')}/callback/${token(providerId)}`;
    },
    stop,
  };
}

/** Gives the system's code when it did not work. */
function listen(server: Server, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Stays after that, too: an error that nobody listens to would end the process.
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
}

function webviewPort(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return headers;
}

/** The whole body; undefined when it is larger than any callback. That one is heard out, so that the answer arrives. */
function read(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= mostBytes) pieces.push(piece);
      else if (size > endlessBytes) incoming.destroy();
    });
    incoming.once('end', () => resolve(size > mostBytes ? undefined : Buffer.concat(pieces)));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('cut off')));
  });
}

function answer(outgoing: ServerResponse, status: number, body: Record<string, string>): void {
  const text = JSON.stringify(body);
  // A refused request may have a body that nobody read.
  if (status >= 400) outgoing.setHeader('connection', 'close');
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : text);
}
