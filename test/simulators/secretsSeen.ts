/**
 * Writes down every key, password and token that a test run enters, or that any of its simulators is sent, so that all that the run leaves
 * behind can be searched for them afterwards.
 */
import { appendFileSync } from 'node:fs';

/** Names the file that collects them, a JSON string on a line; without it nothing is written down. */
export const secretsVariable = 'EASEL_TEST_SECRETS';

/** Shorter ones, and a letter again and again, would be found by chance. */
const shortest = 8;
const fewestLetters = 4;
const fieldName = /pass(word)?$|api_?key$|^key$|secret|token$/i;
/** With the file, so that each run has all of its own. */
const seen = new Set<string>();

interface Sent {
  headers: Readonly<Record<string, string>>;
  query: URLSearchParams;
  type: string;
  body: Buffer;
}

/** Takes the secrets out of a request: its authorisation, and fields that are called so. */
export function noteSecrets(sent: Sent): void {
  for (const secret of secretsIn(sent)) noteSecret(secret);
}

/** A secret that no simulator need have been sent: one that was only entered, or made here. JSON is taken apart. */
export function noteSecret(secret: string): void {
  const file = process.env[secretsVariable];
  if (!file) return;
  for (const text of [secret, ...textsInJson(secret)]) {
    const entry = `${file} ${text}`;
    if (!isTelling(text) || seen.has(entry)) continue;
    seen.add(entry);
    appendFileSync(file, `${JSON.stringify(text)}\n`);
  }
}

/** A session is kept as JSON, of which the token is what must not be seen. */
function textsInJson(text: string): string[] {
  return text.startsWith('{') ? namedInJson(Buffer.from(text)) : [];
}

/** Whether it can be told from what stands in every file: a plain word such as `password` can not. */
function isTelling(secret: string): boolean {
  return secret.length >= shortest && new Set(secret).size >= fewestLetters && !/^[a-z]+$/i.test(secret);
}

function secretsIn({ headers, query, type, body }: Sent): string[] {
  return [
    ...['authorization', 'proxy-authorization'].flatMap((name) => inAuthorization(headers[name] ?? '')),
    ...named(query),
    ...(type === 'application/x-www-form-urlencoded' ? named(new URLSearchParams(body.toString('utf8'))) : []),
    ...(type === 'application/json' ? namedInJson(body) : []),
  ];
}

function inAuthorization(header: string): string[] {
  const [, scheme = '', value = ''] = /^(\w+) +(.+)$/.exec(header) ?? [];
  const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : '';
  return [value, basic.slice(basic.indexOf(':') + 1)];
}

function named(fields: URLSearchParams): string[] {
  return [...fields].filter(([name]) => fieldName.test(name)).map(([, value]) => value);
}

function namedInJson(body: Buffer): string[] {
  const found: string[] = [];
  try {
    JSON.parse(body.toString('utf8'), (name, value: unknown) => {
      if (typeof value === 'string' && fieldName.test(name)) found.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return found;
}
