/** Accepts http(s) URLs without credentials, query and hash. */
export function checkUrl(text: string): { url: URL } | { problem: 'not-a-url' | 'scheme' } {
  if (!URL.canParse(text.trim())) return { problem: 'not-a-url' };
  const url = new URL(text.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'scheme' };
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return { problem: 'not-a-url' };
  return { url };
}

/** Without a slash at the end. */
export function trimmedUrl(url: URL): string {
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** For messages: removes credentials and the query, which may have a key. */
export function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//***@').replace(/[?#].*$/, '?…');
}
