/** URLs of services as typed by the user. Pure. */
import type { Translate } from '../../shared/format/translate';
import { withScheme } from '../../shared/format/urlScheme';

/** What is wrong with a URL, or undefined. */
export function urlProblem(text: string, t: Translate): string | undefined {
  if (text.trim() === '') return t("This can't be empty.");
  const address = withScheme(text);
  if (!URL.canParse(address)) return t('"{value}" isn\'t a valid address.', { value: text.trim() });
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return t('Only http and https addresses are supported.');
  if (url.username !== '' || url.password !== '')
    return t("Remove the user name and password from the address. You're asked for them later.");
  if (url.search !== '' || url.hash !== '') return t('Remove everything from "?" or "#" on.');
  return undefined;
}

/** The URL without surrounding spaces and trailing slashes. */
export function normalizeUrl(text: string): string {
  const url = new URL(withScheme(text));
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** Host and port of a URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
