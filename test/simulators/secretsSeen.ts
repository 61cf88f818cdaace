/**
 * Writes down every key, password and token that any simulator of a test run was sent, so that all that the run leaves
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
  const file = process.env[secretsVariable];
  if (!file) return;
  for (const secret of secretsIn(sent)) {
    const entry = `${file} ${secret}`;
    if (!isTelling(secret) || seen.has(entry)) continue;
    seen.add(entry);
    appendFileSync(file, `${JSON.stringify(secret)}\n`);
  }
}

/** Whether it can be told from what stands in every file: a plain word such as `password` can not. */
function isTelling(secret: string): boolean {
  return secret.length >= shortest && new Set(secret).size >= fewestLetters && !/^[a-z]+$/i.test(secret);
}

function secretsIn({ headers, query, type, body }: Sent): string[] {
  const [, scheme = '', value = ''] = /^(\w+) +(.+)$/.exec(headers['authorization'] ?? '') ?? [];
  const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : '';
  return [
    value,
    basic.slice(basic.indexOf(':') + 1),
    ...named(query),
    ...(type === 'application/x-www-form-urlencoded' ? named(new URLSearchParams(body.toString('utf8'))) : []),
    ...(type === 'application/json' ? namedInJson(body) : []),
  ];
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
