/** Paths of submits and polls: addresses with and without `/v1`, and the dialects of relays. */
import type { JsonObject } from '../../shared/model/jobs';
import type { HttpRequest } from '../../http/request/request';
import type { ProviderConfig } from '../contract/configuration';
import type { OpenAiOptions } from './options';

export const usualPaths = {
  submitPath: '/v1/images/generations',
  editPath: '/v1/images/edits',
  resultPath: '/v1/images/tasks',
} as const;

const grsaiPaths = { submitPath: '/v1/draw/nano-banana', resultPath: '/v1/draw/result' } as const;

/** What limits and routes depend on. */
export interface Configured {
  config: ProviderConfig;
  options: OpenAiOptions;
}

export type Dialect = OpenAiOptions['dialect'];

/** The configured dialect, or else the one that the paths imply. */
export function dialectOf({ config, options }: Configured): Dialect {
  if (options.dialect !== 'auto') return options.dialect;
  const path =
    config.submitPath === usualPaths.submitPath ? (pastedPath(config) ?? config.submitPath) : config.submitPath;
  if (path.includes('/draw/')) return 'grsai';
  return isAsyncPath(path) ? 'sub2api' : 'auto';
}

/** Whether a task is requested. The service may answer with the image nevertheless. */
export function requestsTask(configured: Configured): boolean {
  const { config, options } = configured;
  const dialect = dialectOf(configured);
  if (dialect === 'grsai' || dialect === 'sub2api') return true;
  if (options.asyncQuery === 'auto') return dialect !== 'sync' && !config.synchronous;
  return options.asyncQuery === 'on';
}

/** Endpoints that users paste instead of the address. */
const endpoint =
  /\/(images\/(generations|edits|variations|tasks)(\/async)?|draw\/[\w.-]+|models|chat\/completions|responses)\/*$/i;
/** A version in a path: `/v1`, `/api/v3`, `/v1beta/openai`. */
const version = /\/v\d+\w*(?=\/|$)/i;

/** The address without an endpoint that was pasted with it. */
function rootOf({ baseUrl }: Pick<ProviderConfig, 'baseUrl'>): string {
  return baseUrl.replace(endpoint, '');
}

/** The path of an endpoint that was pasted as the address, below its root. */
function pastedPath(config: ProviderConfig): string | undefined {
  const { length } = rootOf(config);
  return length < config.baseUrl.length ? `/v1${config.baseUrl.slice(length).replace(/\/+$/, '')}` : undefined;
}

/**
 * `path` below the address, which users enter with and without a version, or as a whole endpoint: the `/v1` of the path is
 * left out where the address says which version it is.
 */
export function onHost(config: ProviderConfig, path: string): string {
  const root = rootOf(config);
  const isPasted = root !== config.baseUrl;
  const isComplete = isPasted || version.test(pathOf(root));
  const below = path.startsWith('/v1/') && isComplete ? path.slice('/v1'.length) : path;
  return isPasted && below.startsWith('/') ? root + below : below;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}

/** Where and how a job is submitted. */
export interface SubmitRoute {
  path: string;
  query: Record<string, string>;
  /** `form`: multipart with files; `json`: OpenAI's names; `draw`: grsai's names. */
  style: 'form' | 'json' | 'draw';
}

export function submitRoute(configured: Configured, job: { hasReferences: boolean }): SubmitRoute {
  const { config, options } = configured;
  const dialect = dialectOf(configured);
  if (dialect === 'grsai') {
    const isUsual = config.submitPath === usualPaths.submitPath;
    const pasted = pastedPath(config);
    const path = isUsual ? (pasted?.includes('/draw/') ? pasted : grsaiPaths.submitPath) : config.submitPath;
    return { path: onHost(config, path || grsaiPaths.submitPath), query: {}, style: 'draw' };
  }
  const style = job.hasReferences && options.imagesAs === 'upload' ? 'form' : 'json';
  const path = style === 'form' ? config.editPath || usualPaths.editPath : config.submitPath || usualPaths.submitPath;
  if (dialect === 'sub2api') {
    return { path: onHost(config, isAsyncPath(path) ? path : `${path}/async`), query: {}, style };
  }
  return { path: onHost(config, path), query: requestsTask(configured) ? { async: 'true' } : {}, style };
}

/**
 * The calls that may return the state of a task, the likeliest first. A service without that path answers 404, and the next
 * one is tried: reads cost nothing.
 * @param task `statusPath`: the URL that the receipt named.
 */
export function pollRoutes(
  configured: Configured,
  task: { id: string; statusPath?: string | undefined },
): HttpRequest[] {
  const { config } = configured;
  const id = encodeURIComponent(task.id);
  const dialect = dialectOf(configured);
  const isUsual = config.resultPath === '' || config.resultPath === usualPaths.resultPath;
  const own = isUsual ? undefined : config.resultPath;
  const get = (path: string): HttpRequest => ({ method: 'GET', path: onHost(config, path) });
  const post = (path: string, json: JsonObject): HttpRequest => ({ method: 'POST', path: onHost(config, path), json });
  const fromReceipt = task.statusPath === undefined ? [] : [{ method: 'GET', path: task.statusPath } as const];

  switch (dialect) {
    case 'grsai':
      return [post(own ?? grsaiPaths.resultPath, { id: task.id })];
    case 'post':
      return [post(own ?? usualPaths.resultPath, { id: task.id, task_id: task.id })];
    case 'images':
      return [get(own === undefined ? `/v1/images/${id}` : below(own, id))];
    case 'tasks':
    case 'sub2api':
    case 'sync':
    case 'auto': {
      if (own === undefined) {
        const usual = [get(`${usualPaths.resultPath}/${id}`)];
        const isKnown = dialect === 'tasks' || dialect === 'sub2api';
        return [...fromReceipt, ...usual, ...(isKnown ? [] : [get(`/v1/images/${id}`), get(`/v1/tasks/${id}`)])];
      }
      if (hasIdPlaceholder(own)) return [get(below(own, id))];
      const posted = post(own, { id: task.id, task_id: task.id });
      if (dialect !== 'auto') return [get(below(own, id))];
      return /\/(results?|query)$/.test(own) ? [posted, get(below(own, id))] : [get(below(own, id)), posted];
    }
  }
}

/** Puts the ID in place of `{id}` (also percent-encoded), or else appends it. */
function below(path: string, id: string): string {
  return hasIdPlaceholder(path) ? path.replace(/\{id\}|%7Bid%7D/gi, id) : `${path.replace(/\/+$/, '')}/${id}`;
}

function hasIdPlaceholder(path: string): boolean {
  return /\{id\}|%7Bid%7D/i.test(path);
}

function isAsyncPath(path: string): boolean {
  return /\/async$/.test(path);
}

/**
 * An absolute URL for a path in an answer. A service behind a path prefix rarely knows the prefix, so a path without it is
 * put below it.
 */
export function resolvePath(baseUrl: string, path: string): string | undefined {
  const root = rootOf({ baseUrl }).replace(/\/v\d+\w*$/i, '');
  if (!URL.canParse(root)) return undefined;
  const { origin, pathname } = new URL(root);
  const prefix = pathname.replace(/\/+$/, '');
  const text = path.startsWith('//')
    ? new URL(root).protocol + path
    : path === prefix || path.startsWith(`${prefix}/`)
      ? origin + path
      : origin + prefix + path;
  return URL.canParse(text) ? new URL(text).href : undefined;
}
