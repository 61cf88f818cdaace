/** Callbacks. Only id and time are signed, not the body: whatever a callback says is asked for again. */
import type { JsonValue } from '../../shared/model/jobs';
import type { WebhookCall } from '../contract/provider';
import { membersOf, nestedMembers, readTicket, taskIdOf } from './api';
import type { Context } from './call';

/** Milliseconds that the clocks may differ, and a callback may be old. */
const window = 5 * 60_000;

/**
 * The task that a callback is about; undefined for what is no callback of KIE's or, where a key is kept for it, is not
 * signed with that key.
 */
export async function identify({ headers, body }: WebhookCall, context: Context): Promise<string | undefined> {
  const call = nestedMembers(new TextDecoder().decode(body));
  const taskId = taskIdOf(membersOf(call?.['data'])) ?? taskIdOf(call);
  if (taskId === undefined) return undefined;
  const key = (await context.secrets.get('webhookHmacKey'))?.trim();
  if (!key) return taskId;
  const timestamp = headers['x-webhook-timestamp'] ?? '';
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  if (!(Math.abs(context.now() - seconds * 1000) <= window)) return undefined;
  const isSigned = await verify(`${taskId}.${timestamp}`, headers['x-webhook-signature'] ?? '', key);
  return isSigned ? taskId : undefined;
}

export function ticketId(ticket: JsonValue): string | undefined {
  try {
    return readTicket(ticket).taskId;
  } catch {
    return undefined;
  }
}

/** Takes the same time wherever the signature differs: that is what `subtle.verify` promises for HMAC. */
async function verify(text: string, signature: string, key: string): Promise<boolean> {
  const given = bytesOfBase64(signature);
  if (!given) return false;
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['verify']);
  return crypto.subtle.verify('HMAC', imported, given, encoder.encode(text));
}

/** The 32 bytes of a signature. */
function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim())) return undefined;
  return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
}
