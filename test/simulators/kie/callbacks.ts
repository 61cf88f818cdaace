/** Callbacks, signed as the service signs them: over id and time only, not over the body. */
import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface SentCallback {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Status of the answer; 0 when there was none. */
  status: number;
}

/** Signature over `taskId.timestamp`, as text. */
export function signatureOf(taskId: string, timestamp: string, key: string): string {
  return createHmac('sha256', key).update(`${taskId}.${timestamp}`).digest('base64');
}

/** Sends once, over http or https. @returns The status; 0 without an answer. */
export function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') return Promise.resolve(0);
  const request = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers, timeout: 15_000 }, (incoming) => {
      incoming.resume();
      incoming.once('end', () => resolve(incoming.statusCode ?? 0));
      incoming.once('error', () => resolve(0));
    });
    outgoing.once('error', () => resolve(0));
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.end(body);
  });
}
