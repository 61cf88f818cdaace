/**
 * Receives webhook calls of services, so that a finished job is polled at once. Off unless configured. It listens on this
 * machine only; a tunnel or proxy to it is set up by the user. A call is only a hint: the job is polled, and only the
 * service's own answer counts.
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
  /** Where the internet reaches that port: `https://name.example[/prefix]`. Left out: services get no callback URL. */
  publicUrl?: string;
  /** Makes the paths unguessable; see {@link webhookPathKey}. */
  pathKey: string;
}

/** What the receiver needs from the engine. */
export interface WebhookNeeds {
  /** All configurations; those whose type has no `webhook` are ignored. */
  configured(): readonly ProviderSource[];
  context(configured: ProviderSource, signal: AbortSignal): ProviderContext;
  /** The `running` and `overdue` jobs of a configuration. */
  jobsAt(providerId: string): readonly { id: string; ticket?: JsonValue }[];
  /** Polls the job now. */
  interrupt(jobId: string): void;
  clock: Clock;
  log: Log;
}

export interface WebhookReceiver {
  /** Listens, or retries until another program has freed the port. Does nothing when not configured. */
  start(): Promise<void>;
  state(): 'off' | 'listening' | 'port-taken';
  /** The port in use; undefined while not listening. */
  port(): number | undefined;
  /** The URL that a service calls for a configuration; undefined without a `publicUrl`. */
  callbackUrl(providerId: string): string | undefined;
  /** Closes the port and waits until nothing is under way. */
  stop(): Promise<void>;
}

/** Bytes of a body; a call repeats the prompt and some URLs. */
const maxBytes = 256 * 1024;
/** Bytes after which the connection of a larger body is closed. */
const maxReadBytes = 4 * 1024 * 1024;
/** Calls that are processed at the same time; the jobs of further ones are found by polling. */
const maxConcurrent = 16;
/** Milliseconds in which a job is interrupted once, however often it is reported. */
const minInterruptInterval = 1_000;
/** Milliseconds until a port that is in use is tried again. */
const portRetryInterval = 15_000;

const secretName = 'webhook/path-key';

/** The secret of this installation's callback paths; created on first use, then the same in every window. */
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
  const lastInterrupts = new Map<string, number>();
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
    // Node looks for connections past their time every 30 s unless told otherwise; until then they take up all places.
    const made = createServer(
      { connectionsCheckingInterval: 1_000 },
      (incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()),
    );
    made.headersTimeout = 5_000;
    made.requestTimeout = 15_000;
    made.keepAliveTimeout = 2_000;
    made.maxConnections = 64;
    const problem = await listen(made, port);
    isTaken = problem !== undefined;
    if (problem === undefined) {
      server = made;
      log.info(`Webhook calls are received on port ${portOf(made)}`);
      return;
    }
    log.info(`Couldn't listen for webhook calls on port ${port} (${problem}); trying again later`);
    retry = clock.after(portRetryInterval, () => void start());
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '' } = incoming;
    const path = (incoming.url ?? '/').replace(/[?#].*$/, '');
    const configured = configuredFor(path);
    const isKnown = configured !== undefined || path === '/' || path === '/health';
    if (!isKnown) return answer(outgoing, 404, { status: 'not-found' });
    if (method === 'GET' || method === 'HEAD') return answer(outgoing, 200, { status: 'ok', service: 'easel' });
    if (method !== 'POST' || !configured) {
      outgoing.setHeader('allow', configured ? 'GET, HEAD, POST' : 'GET, HEAD');
      return answer(outgoing, 405, { status: 'method-not-allowed' });
    }
    const body = await read(incoming);
    if (!body) return answer(outgoing, 413, { status: 'too-large' });
    // Answered before the call is read, so that the answer tells an unknown caller nothing.
    answer(outgoing, 200, { status: 'ok' });
    if (underWay.size >= maxConcurrent) return;
    const work = identifyJob(configured, { headers: headersOf(incoming), body }).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  /** The configuration of a path. All are compared, in constant time, so that timing doesn't tell how close a guess is. */
  function configuredFor(path: string): ProviderSource | undefined {
    const given = digest(path.slice(path.lastIndexOf('/') + 1));
    let found: ProviderSource | undefined;
    for (const configured of needs.configured()) {
      const isIt = timingSafeEqual(given, digest(token(configured.config.id)));
      if (isIt && configured.provider.webhook && configured.config.enabled) found = configured;
    }
    return found;
  }

  async function identifyJob(
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
      if (!job || stopped.signal.aborted || wasInterrupted(job.id)) return;
      log.debug(`Job ${job.id}: reported by a callback of ${id}`);
      needs.interrupt(job.id);
    } catch (thrown) {
      log.warn(`Couldn't read a callback for ${id}: ${failureFrom(thrown).kind}`);
    }
  }

  function wasInterrupted(jobId: string): boolean {
    const now = clock.now();
    for (const [id, at] of lastInterrupts) if (Math.abs(now - at) >= minInterruptInterval) lastInterrupts.delete(id);
    if (lastInterrupts.has(jobId)) return true;
    lastInterrupts.set(jobId, now);
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
    port: () => server && portOf(server),
    callbackUrl: (providerId) => {
      if (!options?.publicUrl) return undefined;
      return `${options.publicUrl.replace(/\/+$/, '')}/callback/${token(providerId)}`;
    },
    stop,
  };
}

/** Gives the system's error code when listening failed. */
function listen(server: Server, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Never removed: an error without a listener would end the process.
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
}

function portOf(server: Server): number {
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

/** The body; undefined when it is too large, but read to the end, so that the caller gets the answer. */
function read(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= maxBytes) pieces.push(piece);
      else if (size > maxReadBytes) incoming.destroy();
    });
    incoming.once('end', () => resolve(size > maxBytes ? undefined : Buffer.concat(pieces)));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('cut off')));
  });
}

function answer(outgoing: ServerResponse, status: number, body: Record<string, string>): void {
  const text = JSON.stringify(body);
  // The body of a rejected request may be unread.
  if (status >= 400) outgoing.setHeader('connection', 'close');
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : text);
}
