/** Loaded before the rest of the page, to make its first calls while the rest is loading. */
import { connectHost, type Host, type Page } from '../lib/host/host';

const element = document.getElementById('easel');
if (!element) throw new Error('The page has no element #easel.');
export const root = element;
export const host = connectHost<Page>(root);
const { start } = host;
// A restored page may show something else and makes its own calls.
if (start.page === 'admin') {
  void (host as Host<'admin'>).api
    .call('inZone', [new Intl.DateTimeFormat().resolvedOptions().timeZone])
    .catch(() => undefined);
  if (host.kept() === undefined) host.api.prefetch(start.first);
}
