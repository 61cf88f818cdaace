/** Sends the same requests to a simulator and a real server, and names what differs in status and shape of the answers. */

/** A request that submits no job. */
export interface ComparedRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  json?: unknown;
  form?: Record<string, string>;
  /** Whether it carries the token of the sign-in. */
  signedIn?: boolean;
}

export interface ComparedServer {
  url: string;
  /** Headers of requests that are signed in. */
  headers: Record<string, string>;
}

export interface ComparedResult {
  /** `GET /health` */
  request: string;
  /** Empty if the answers are alike. */
  differences: string[];
}

interface Answer {
  status: number;
  type: string;
  /** Undefined if it isn't JSON. */
  body: unknown;
}

export async function compareServers(
  requests: readonly ComparedRequest[],
  simulated: ComparedServer,
  real: ComparedServer,
): Promise<ComparedResult[]> {
  const results: ComparedResult[] = [];
  for (const request of requests) {
    const [ours, theirs] = [await send(request, simulated), await send(request, real)];
    results.push({ request: `${request.method} ${request.path}`, differences: differencesOf(ours, theirs) });
  }
  return results;
}

async function send({ method, path, json, form, signedIn }: ComparedRequest, server: ComparedServer): Promise<Answer> {
  const headers = {
    ...(signedIn ? server.headers : {}),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const content = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json);
  const url = server.url.replace(/\/$/, '') + path;
  const signal = AbortSignal.timeout(30_000);
  const answer = await fetch(url, { method, headers, signal, ...(content === undefined ? {} : { body: content }) });
  const text = await answer.text();
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  return { status: answer.status, type, body: type === 'application/json' ? (JSON.parse(text) as unknown) : undefined };
}

function differencesOf(ours: Answer, theirs: Answer): string[] {
  const differences: string[] = [];
  if (ours.status !== theirs.status) differences.push(`status: simulator ${ours.status}, real ${theirs.status}`);
  if (ours.type !== theirs.type) differences.push(`type: simulator ${ours.type}, real ${theirs.type}`);
  if (ours.body === undefined || theirs.body === undefined) return differences;
  return [...differences, ...shapeDifferences('answer', ours.body, theirs.body)];
}

/** Values don't count, but members and types do. Of lists, the first items are compared, if both have one. */
function shapeDifferences(place: string, ours: unknown, theirs: unknown): string[] {
  if (typeOf(ours) !== typeOf(theirs)) return [`${place}: simulator ${typeOf(ours)}, real ${typeOf(theirs)}`];
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.length > 0 && theirs.length > 0 ? shapeDifferences(`${place}[0]`, ours[0], theirs[0]) : [];
  }
  if (typeOf(ours) !== 'object') return [];
  const [one, other] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => {
    if (!(name in other)) return [`${place}.${name}: only in the simulator`];
    if (!(name in one)) return [`${place}.${name}: only in the real server`];
    return shapeDifferences(`${place}.${name}`, one[name], other[name]);
  });
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
