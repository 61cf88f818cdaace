/** Removes secrets from texts of a service before they reach messages and logs. */

/** Removes every known secret from a text, makes it one line, and truncates it to 300 characters. */
export function redact(text: string, secretTexts: Iterable<string>): string {
  let out = text;
  for (const secret of [...secretTexts].flatMap(partsOf)) {
    if (secret.length < 4) continue;
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      out = out.split(form).join('***');
    }
  }
  out = out.replace(/\b(Bearer|Basic|Key)\s+[A-Za-z0-9._~+/=-]{8,}/g, '$1 ***');
  // Tokens that a service issues or echoes and that aren't known as secrets yet.
  out = out.replace(/\beyJ[\w-]{8,}(\.[\w-]*){0,2}/g, '***');
  out = out.replace(/("(?:[a-z]+_?)?(?:token|password|secret|api_?key)"\s*:\s*")(?:[^"\\]|\\.)*/gi, '$1***');
  // eslint-disable-next-line no-control-regex -- control characters of a service must not reach a message or a log
  const line = out.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** A secret that is a JSON object (a token with its expiry) contains further secrets. */
function partsOf(secret: string): string[] {
  if (!secret.startsWith('{')) return [secret];
  try {
    const values = Object.values(JSON.parse(secret) as Record<string, unknown>);
    return [secret, ...values.filter((value): value is string => typeof value === 'string' && value.length >= 8)];
  } catch {
    return [secret];
  }
}
