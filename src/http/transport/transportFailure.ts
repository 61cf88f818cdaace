/** Turns errors that Node throws during an exchange into failures. */
import type { Failure, FailureReason } from '../../shared/model/failure';
import { CutStreamError, TooLargeError } from './body';
import { maybeReceived } from '../answer/received';

export interface TransportFacts {
  url: URL;
  paid: boolean;
  timedOut: boolean;
  /** The caller aborted. */
  stopped: boolean;
}

/** The failure of an exchange that ended without a complete answer. */
export function transportFailure(thrown: unknown, { url, paid, timedOut, stopped }: TransportFacts): Failure {
  const { host } = url;
  const notConnected = { host, maybeReceived: maybeReceived(paid, { end: 'not-connected' }) };
  const interrupted = { host, maybeReceived: maybeReceived(paid, { end: 'interrupted' }) };
  if (stopped) return { kind: 'cancelled', ...interrupted };
  if (timedOut) return { kind: 'timeout', ...interrupted };
  if (thrown instanceof TooLargeError) return { kind: 'bad-answer', reason: 'too-large', ...interrupted };
  if (thrown instanceof CutStreamError) return { kind: 'bad-answer', reason: 'cut-answer', ...interrupted };
  const { code, syscall, port } = errorFacts(thrown);
  if (thrown instanceof Error && proxyUnreachable.test(thrown.message)) {
    return { kind: 'network', reason: 'proxy-unreachable', ...notConnected };
  }
  const certificate = isTlsFault(code) ? tlsFaultReason(thrown) : certificateReason(code);
  if (certificate) return { kind: 'network', reason: certificate, code, ...notConnected };
  if (isBeforeConnection({ code, syscall })) {
    const isProxy = port !== undefined && port !== Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    const reason = isProxy ? 'proxy-unreachable' : connectReason(code);
    return { kind: 'network', reason, code, ...notConnected };
  }
  return { kind: 'network', reason: 'connection-lost', ...interrupted, ...(code ? { code } : {}) };
}

/** The error of VS Code's agent, which doesn't keep the cause. Source: @vscode/proxy-agent, agent.ts. */
const proxyUnreachable = /^Failed to establish a socket connection to proxies/;

const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const connectCodes = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);

/** A later failure has the same codes with the syscalls `read` and `write`: then the request may have arrived. */
function isBeforeConnection({ code, syscall }: Pick<ErrorFacts, 'code' | 'syscall'>): boolean {
  return dnsCodes.has(code) || syscall === 'connect' || (syscall === '' && connectCodes.has(code));
}

function connectReason(code: string): FailureReason {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-not-found';
  if (code === 'ENETUNREACH' || code === 'ENETDOWN') return 'offline';
  return 'connection-refused';
}

/** Source: the error codes of OpenSSL's X509_verify_cert and of Node's TLS. */
function certificateReason(code: string): FailureReason | undefined {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'certificate-expired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate-host';
  return /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code) ? 'certificate' : undefined;
}

function isTlsFault(code: string): boolean {
  return code === 'EPROTO' || code.startsWith('ERR_SSL_');
}

/**
 * Undefined if the handshake had completed: then the TLS fault broke an established connection, and the request may have
 * arrived. Node keeps `secureConnecting` true until the handshake completes, and sends nothing before that. A request
 * without a socket was never connected; an error without a request comes from reading the answer.
 */
function tlsFaultReason(thrown: unknown): FailureReason | undefined {
  const request = membersOf(membersOf(thrown)?.['request']);
  if (!request) return undefined;
  const socket = membersOf(request['socket']);
  return !socket || socket['secureConnecting'] === true ? 'no-tls' : undefined;
}

function membersOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

interface ErrorFacts {
  code: string;
  syscall: string;
  port?: number;
}

function errorFacts(thrown: unknown): ErrorFacts {
  const outer = readError(thrown);
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const inner = readError(cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause);
  return {
    ...inner,
    ...outer,
    code: outer.code === '' || outer.code.startsWith('ERR_') ? inner.code || outer.code : outer.code,
    syscall: outer.syscall || inner.syscall,
  };
}

function readError(value: unknown): ErrorFacts {
  const record = membersOf(value) ?? {};
  const text = (name: string): string => (typeof record[name] === 'string' ? record[name] : '');
  const { port } = record;
  return {
    code: text('code'),
    syscall: text('syscall'),
    ...(typeof port === 'number' ? { port } : {}),
  };
}
