/** Files and URIs that were dropped or pasted. */

export interface Dropped {
  uris: string[];
  files: File[];
}

/** Maximum bytes of an image; the host accepts no more. */
export const maxBytes = 64 * 1024 * 1024;

interface Transfer {
  getData(type: string): string;
  files: Iterable<File>;
}

/** Files of the Explorer come as URIs, others as bytes; what comes as both is taken once. */
export function readDropped(transfer: Transfer): Dropped {
  const text = transfer.getData('application/vnd.code.uri-list') || transfer.getData('text/uri-list');
  const uris = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#') && !/^https?:/i.test(line));
  const files = uris.length > 0 ? [] : [...transfer.files].filter(({ type }) => type.startsWith('image/'));
  return { uris, files };
}
