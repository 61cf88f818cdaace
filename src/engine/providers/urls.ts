/** Addresses as they stand in the settings. */

/** http(s) without a name or password in it; everything else is refused. */
export function checkUrl(text: string): { url: URL } | { problem: 'not-a-url' | 'scheme' } {
  if (!URL.canParse(text.trim())) return { problem: 'not-a-url' };
  const url = new URL(text.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'scheme' };
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return { problem: 'not-a-url' };
  return { url };
}

/** Without a slash at its end. */
export function trimmedUrl(url: URL): string {
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** A wrong URL may hold a password or a key in its query: those parts are never shown. */
export function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//***@').replace(/[?#].*$/, '?…');
}
