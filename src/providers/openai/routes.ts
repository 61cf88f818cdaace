/** Which call goes where: the host with and without `/v1`, and the dialects in which tasks are asked for. */
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

export interface Place {
  config: ProviderConfig;
  options: OpenAiOptions;
}

export type Dialect = OpenAiOptions['dialect'];

/** The dialect in force: what the person chose, or what the paths say. */
export function dialectOf({ config, options }: Place): Dialect {
  if (options.dialect !== 'auto') return options.dialect;
  if (config.submitPath.includes('/draw/')) return 'grsai';
  return isAsyncPath(config.submitPath) ? 'sub2api' : 'auto';
}

/** Whether the service is asked to answer with a task. It may do otherwise, which is as well. */
export function asksForTask(place: Place): boolean {
  const { config, options } = place;
  const dialect = dialectOf(place);
  if (dialect === 'grsai' || dialect === 'sub2api') return true;
  if (options.asyncQuery === 'auto') return dialect !== 'sync' && !config.synchronous;
  return options.asyncQuery === 'on';
}

/** `path` as the HTTP kit wants it: people enter hosts with and without `/v1`, and it is to stand there once. */
export function onHost(config: ProviderConfig, path: string): string {
  return path.startsWith('/v1/') && /\/v1$/i.test(config.baseUrl) ? path.slice('/v1'.length) : path;
}

/** How a job is handed in. */
export interface SubmitRoute {
  path: string;
  query: Record<string, string>;
  /** `form`: multipart with files; `json`: OpenAI's names; `draw`: grsai's names. */
  style: 'form' | 'json' | 'draw';
}

export function submitRoute(place: Place, job: { hasReferences: boolean }): SubmitRoute {
  const { config, options } = place;
  const dialect = dialectOf(place);
  if (dialect === 'grsai') {
    const path = config.submitPath === usualPaths.submitPath ? grsaiPaths.submitPath : config.submitPath;
    return { path: onHost(config, path || grsaiPaths.submitPath), query: {}, style: 'draw' };
  }
  const style = job.hasReferences && options.imagesAs === 'upload' ? 'form' : 'json';
  const path = style === 'form' ? config.editPath || usualPaths.editPath : config.submitPath || usualPaths.submitPath;
  if (dialect === 'sub2api') {
    return { path: onHost(config, isAsyncPath(path) ? path : `${path}/async`), query: {}, style };
  }
  return { path: onHost(config, path), query: asksForTask(place) ? { async: 'true' } : {}, style };
}

/**
 * The calls that may tell how a task stands, the likeliest first. What does not know such an address answers 404, and then
 * the next one is tried: reads cost nothing.
 * @param task `statusPath`: where the service itself said that it is to be asked.
 */
export function pollRoutes(place: Place, task: { id: string; statusPath?: string | undefined }): HttpRequest[] {
  const { config } = place;
  const id = encodeURIComponent(task.id);
  const dialect = dialectOf(place);
  const isUsual = config.resultPath === '' || config.resultPath === usualPaths.resultPath;
  const own = isUsual ? undefined : config.resultPath;
  const get = (path: string): HttpRequest => ({ method: 'GET', path: onHost(config, path) });
  const post = (path: string, json: JsonObject): HttpRequest => ({ method: 'POST', path: onHost(config, path), json });
  const told = task.statusPath === undefined ? [] : [{ method: 'GET', path: task.statusPath } as const];

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
        return [...told, ...usual, ...(isKnown ? [] : [get(`/v1/images/${id}`), get(`/v1/tasks/${id}`)])];
      }
      if (hasPlace(own)) return [get(below(own, id))];
      const asked = post(own, { id: task.id, task_id: task.id });
      if (dialect !== 'auto') return [get(below(own, id))];
      return /\/(results?|query)$/.test(own) ? [asked, get(below(own, id))] : [get(below(own, id)), asked];
    }
  }
}

/** A path or URL with `{id}` in it (as it was written, or as a URL encodes it), or one that the id is put behind. */
function below(path: string, id: string): string {
  return hasPlace(path) ? path.replace(/\{id\}|%7Bid%7D/gi, id) : `${path.replace(/\/+$/, '')}/${id}`;
}

function hasPlace(path: string): boolean {
  return /\{id\}|%7Bid%7D/i.test(path);
}

function isAsyncPath(path: string): boolean {
  return /\/async$/.test(path);
}

/**
 * A whole URL of what the service called by a path alone. A service behind a prefix seldom knows of it, so a path that does
 * not begin with the prefix is put below it.
 */
export function resolvePath(baseUrl: string, path: string): string | undefined {
  const root = baseUrl.replace(/\/v1$/i, '');
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
