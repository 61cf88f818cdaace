/**
 * Records every key, password and token that a test run enters or sends to a simulator, so that the files and logs of the run
 * can be searched for them afterwards.
 */
import { appendFileSync } from 'node:fs';

/** The file that collects them, a JSON string per line; without it nothing is recorded. */
export const secretsVariable = 'EASEL_TEST_SECRETS';

/** Shorter ones, and those of one repeated letter, would be found by chance. */
const shortest = 8;
const fewestLetters = 4;
const fieldName = /pass(word)?$|api_?key$|^key$|secret|token$/i;
/** Together with the file, so that each run records all of its secrets. */
const seen = new Set<string>();

interface Sent {
  headers: Readonly<Record<string, string>>;
  query: URLSearchParams;
  type: string;
  body: Buffer;
}

/** Records the secrets of a request: its authorization, and fields with the name of a secret. */
export function noteSecrets(sent: Sent): void {
  for (const secret of secretsIn(sent)) noteSecret(secret);
}

/** Records a secret that may never be sent to a simulator. The texts of a JSON object are recorded too. */
export function noteSecret(secret: string): void {
  const file = process.env[secretsVariable];
  if (!file) return;
  for (const text of [secret, ...textsInJson(secret)]) {
    const entry = `${file} ${text}`;
    if (!isSignificant(text) || seen.has(entry)) continue;
    seen.add(entry);
    appendFileSync(file, `${JSON.stringify(text)}\n`);
  }
}

/** A session is stored as JSON; its token is the secret. */
function textsInJson(text: string): string[] {
  return text.startsWith('{') ? namedInJson(Buffer.from(text)) : [];
}

/** Whether finding it is significant: a plain word such as `password` occurs in any file. */
function isSignificant(secret: string): boolean {
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
