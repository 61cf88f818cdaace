/** Pydantic's refusals (422), one item for each field that does not fit. */
import type { Form, WireRequest } from '../wire';
import { Refusal } from './router';

interface Issue {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  ctx?: Record<string, unknown>;
}

/** Collects all errors in the fields of a request. */
export class FieldReader {
  readonly #values: (name: string) => string | undefined;
  readonly #place: 'body' | 'query';
  readonly #issues: Issue[] = [];

  constructor(source: Form | URLSearchParams) {
    this.#place = source instanceof URLSearchParams ? 'query' : 'body';
    this.#values = (name) =>
      source instanceof URLSearchParams ? (source.get(name) ?? undefined) : source.fields.get(name);
  }

  /** An empty form field counts as missing. */
  text(name: string, otherwise?: string): string {
    const value = this.#values(name);
    if (value !== undefined && value !== '') return value;
    if (otherwise === undefined) this.missing(name);
    return otherwise ?? '';
  }

  /** May be empty, but not missing. */
  present(name: string): string {
    const value = this.#values(name);
    if (value === undefined) this.missing(name);
    return value ?? '';
  }

  number(name: string, rule: { type: 'int' | 'float'; min?: number; max?: number; otherwise: number }): number {
    const text = this.#values(name);
    if (text === undefined || text === '') return rule.otherwise;
    const value = Number(text);
    const fits = rule.type === 'int' ? /^\s*[+-]?\d+\s*$/.test(text) : Number.isFinite(value);
    if (!fits) {
      const word = rule.type === 'int' ? 'integer' : 'number';
      const msg = `Input should be a valid ${word}, unable to parse string as ${rule.type === 'int' ? 'an integer' : 'a number'}`;
      this.#add({ type: `${rule.type}_parsing`, name, msg, input: text });
      return rule.otherwise;
    }
    if (rule.min !== undefined && value < rule.min) {
      const msg = `Input should be greater than or equal to ${rule.min}`;
      this.#add({ type: 'greater_than_equal', name, msg, input: text, ctx: { ge: rule.min } });
    }
    if (rule.max !== undefined && value > rule.max) {
      const msg = `Input should be less than or equal to ${rule.max}`;
      this.#add({ type: 'less_than_equal', name, msg, input: text, ctx: { le: rule.max } });
    }
    return value;
  }

  yes(name: string, otherwise: boolean): boolean {
    const text = this.#values(name)?.toLowerCase();
    if (text === undefined || text === '') return otherwise;
    if (['true', '1', 'on', 'yes', 't', 'y'].includes(text)) return true;
    if (['false', '0', 'off', 'no', 'f', 'n'].includes(text)) return false;
    const msg = 'Input should be a valid boolean, unable to interpret input';
    this.#add({ type: 'bool_parsing', name, msg, input: text });
    return otherwise;
  }

  /** Only checked. */
  date(name: string): void {
    const text = this.#values(name);
    if (text === undefined || Number.isFinite(Date.parse(text))) return;
    const msg = 'Input should be a valid datetime or date';
    this.#add({ type: 'datetime_from_date_parsing', name, msg, input: text });
  }

  missing(name: string): void {
    this.#add({ type: 'missing', name, msg: 'Field required', input: null });
  }

  /** @throws Refusal 422 when anything did not fit. */
  done(): void {
    if (this.#issues.length > 0) throw new Refusal(422, this.#issues);
  }

  #add(found: { type: string; name: string; msg: string; input: unknown; ctx?: Record<string, unknown> }): void {
    const { name, ...rest } = found;
    this.#issues.push({ ...rest, loc: [this.#place, name] });
  }
}

/** Length rules of a JSON member; `null` length: optional and free. */
export type TextRule = { min: number; max: number } | 'optional';

/** Reads a JSON body of texts. @throws Refusal 422 */
export function readJsonTexts<Name extends string>(
  request: WireRequest,
  rules: Record<Name, TextRule>,
): Partial<Record<Name, string>> {
  const body = parsedBody(request);
  const issues: Issue[] = [];
  const read: Partial<Record<Name, string>> = {};
  for (const [name, rule] of Object.entries(rules) as [Name, TextRule][]) {
    const value = body[name];
    if (value === undefined || value === null) {
      if (rule !== 'optional')
        issues.push({ type: 'missing', loc: ['body', name], msg: 'Field required', input: body });
    } else if (typeof value !== 'string') {
      issues.push({ type: 'string_type', loc: ['body', name], msg: 'Input should be a valid string', input: value });
    } else {
      const issue = rule === 'optional' ? undefined : lengthIssue(name, value, rule);
      if (issue) issues.push(issue);
      read[name] = value;
    }
  }
  if (issues.length > 0) throw new Refusal(422, issues);
  return read;
}

/** Reads optional whole numbers of a JSON body. @throws Refusal 422 */
export function readJsonWholes<Name extends string>(
  request: WireRequest,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const body = parsedBody(request);
  const issues: Issue[] = [];
  const read: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'number' && Number.isInteger(value)) read[name] = value;
    else issues.push({ type: 'int_type', loc: ['body', name], msg: 'Input should be a valid integer', input: value });
  }
  if (issues.length > 0) throw new Refusal(422, issues);
  return read;
}

function lengthIssue(name: string, value: string, rule: { min: number; max: number }): Issue | undefined {
  const loc = ['body', name];
  if (value.length < rule.min) {
    const msg = `String should have at least ${rule.min} characters`;
    return { type: 'string_too_short', loc, msg, input: value, ctx: { min_length: rule.min } };
  }
  if (value.length > rule.max) {
    const msg = `String should have at most ${rule.max} characters`;
    return { type: 'string_too_long', loc, msg, input: value, ctx: { max_length: rule.max } };
  }
  return undefined;
}

function parsedBody(request: WireRequest): Record<string, unknown> {
  const text = request.body.toString('utf8');
  if (text === '') throw new Refusal(422, [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
  const msg = 'Input should be a valid dictionary or object to extract fields from';
  const wrong = new Refusal(422, [{ type: 'model_attributes_type', loc: ['body'], msg, input: text }]);
  if (request.type !== 'application/json') throw wrong;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(422, [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }]);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong;
  return body as Record<string, unknown>;
}
