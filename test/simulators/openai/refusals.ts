/** Rejections in the form of each service. */
import { json, type Reply } from '../wire';
import type { SimulatedDialect } from './simulation';

export interface Refusal {
  status: number;
  message: string;
  type?: string;
  code?: string | null;
  param?: string | null;
  headers?: Record<string, string>;
}

export function refuse(dialect: SimulatedDialect, refusal: Refusal): Reply {
  const { status, message, code = null, param = null, headers = {} } = refusal;
  if (dialect === 'grsai') return json(200, { code: -1, data: null, msg: message });
  const isRelay = dialect === 't8' || dialect === 'newapi';
  const type = refusal.type ?? (isRelay ? 'new_api_error' : 'invalid_request_error');
  return json(status, { error: { message, type, param: isRelay ? '' : param, code } }, headers);
}

/** Thrown while a request is parsed. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function invalid(message: string, param: string, code = 'invalid_value'): Refused {
  return new Refused({ status: 400, message, param, code });
}
