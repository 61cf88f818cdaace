/** The messages of a connection, and the checks of their shape; the values of a call are parsed by its handler. */
import type { Failure } from '../../model/failure';
import type { WebviewEvent } from './events';
import type { PrefetchedCall } from './prefetch';

export interface CallMessage extends PrefetchedCall {
  kind: 'call';
  id: number;
}
export interface CancelMessage {
  kind: 'cancel';
  id: number;
}
export type ReplyMessage =
  { kind: 'result'; id: number; value: unknown } | { kind: 'error'; id: number; failure: Failure; sentence: string };
export interface EventMessage {
  kind: 'event';
  event: WebviewEvent;
}

export function isCall(message: unknown): message is CallMessage {
  return (
    isRecord(message) &&
    message['kind'] === 'call' &&
    isCallId(message['id']) &&
    typeof message['method'] === 'string' &&
    Array.isArray(message['values'])
  );
}

export function isCancel(message: unknown): message is CancelMessage {
  return isRecord(message) && message['kind'] === 'cancel' && isCallId(message['id']);
}

export function isReply(message: unknown): message is ReplyMessage {
  if (!isRecord(message) || !isCallId(message['id'])) return false;
  if (message['kind'] === 'result') return true;
  const failure = message['failure'];
  return (
    message['kind'] === 'error' &&
    isRecord(failure) &&
    typeof failure['kind'] === 'string' &&
    typeof message['sentence'] === 'string'
  );
}

export function isEvent(message: unknown): message is EventMessage {
  if (!isRecord(message) || message['kind'] !== 'event') return false;
  return isRecord(message['event']) && typeof message['event']['kind'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCallId(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
