/** Parts of a multipart form. The boundary and the headers are the HTTP client's affair. */

/** Adds a file under a name of our own: what the person called it is nobody's business and may not be ASCII. */
export function addFile(
  form: FormData,
  field: string,
  file: { bytes: Uint8Array; mimeType: string; name: string },
): void {
  form.append(
    field,
    new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }),
    `${file.name}.${extensionOf(file.mimeType)}`,
  );
}

function extensionOf(mimeType: string): string {
  const subtype = mimeType.split('/')[1] ?? 'bin';
  return subtype === 'jpeg' ? 'jpg' : subtype.replace(/[^a-z0-9]/g, '');
}
