/** Uploads input images. Both calls are free. Files stay for about a day, on one site only. */
import type { ReferenceImage } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { ProviderContext } from '../../contract/context';
import { accepted, isV2, keyOf, send } from './calls';
import { isFields, textOf } from './reply';
import { addFile } from '../../../http/request/upload';

export const uploadPathV1 = '/task/openapi/upload';
export const uploadPathV2 = '/openapi/v2/media/upload/binary';
/** Bytes. */
export const largestUpload = 30 * 1024 * 1024;

/** Milliseconds for one image: 30 MB over a slow connection. */
const timeout = 300_000;

/** An uploaded image: its name on the server (for nodes) and its URL (for models). One of them may be empty. */
export interface Uploaded {
  fileName: string;
  url: string;
}

/** @throws EaselError `bad-answer` if the answer has neither a name nor a URL. */
export async function uploadImage(
  context: ProviderContext,
  image: { reference: ReferenceImage; path: string; name: string },
): Promise<Uploaded> {
  const { reference, path, name } = image;
  const bytes = await context.readImage(reference);
  const form = new FormData();
  if (!isV2(path)) {
    form.append('apiKey', await keyOf(context));
    form.append('fileType', 'input');
  }
  addFile(form, 'file', { bytes, mimeType: reference.mimeType, name });
  const reply = accepted(await send(context, { method: 'POST', path, form, timeout }));
  const data = isFields(reply.data) ? reply.data : reply.body;
  const url = textOf(data, 'download_url', 'downloadUrl', 'url');
  const fileName = textOf(data, 'fileName', 'filename', 'file_name');
  if (url === '' && fileName === '') {
    throw fail('bad-answer', { host: reply.answer.host, detail: 'fileName' });
  }
  return { fileName, url: /^https?:\/\//i.test(url) ? url : '' };
}
