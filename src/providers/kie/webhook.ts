/** Callbacks. Only the ID and the time are signed, not the body, so a callback only causes a poll. */
import type { JsonValue } from '../../shared/model/jobs';
import type { WebhookCall } from '../contract/provider';
import { membersOf, nestedMembers, readTicket, taskIdOf } from './api';
import type { Context } from './call';

/** Milliseconds by which the clocks may differ and a callback may be late. */
const tolerance = 5 * 60_000;

/**
 * The ID of the task that a callback is about; undefined if it isn't a callback of KIE or, if a signing key is stored, isn't
 * signed with it.
 */
export async function identify({ headers, body }: WebhookCall, context: Context): Promise<string | undefined> {
  const call = nestedMembers(new TextDecoder().decode(body));
  const taskId = taskIdOf(membersOf(call?.['data'])) ?? taskIdOf(call);
  if (taskId === undefined) return undefined;
  const key = (await context.secrets.get('webhookHmacKey'))?.trim();
  if (!key) return taskId;
  const timestamp = headers['x-webhook-timestamp'] ?? '';
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  if (!(Math.abs(context.now() - seconds * 1000) <= tolerance)) return undefined;
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

/** `subtle.verify` compares HMACs in constant time. */
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
