/** File parts of a multipart form. */

/** Adds a file under a generic name: the user's file name is private and may not be ASCII. */
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
