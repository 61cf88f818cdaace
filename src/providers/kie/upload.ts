/** Uploads input images, because KIE's models take URLs only. Free; the files are deleted after a day. */
import type { ReferenceImage } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import { answerFacts } from '../../http/answer/status';
import { addFile } from '../../http/request/upload';
import { membersOf } from './api';
import { call, type Context } from './call';
import { readSuccess } from './errors';

/** The API's host answers 404 for this path. */
export const defaultUploadPath = 'https://kieai.redpandaai.co/api/file-stream-upload';

/** The URLs of the images, in order. @throws EaselError; nothing has been paid. */
export async function uploadAll(references: readonly ReferenceImage[], context: Context): Promise<string[]> {
  const urls: string[] = [];
  // One after the other: ten uploads of 30 MB at the same time could all run into the timeout.
  for (const reference of references) urls.push(await upload(reference, context));
  return urls;
}

async function upload(reference: ReferenceImage, context: Context): Promise<string> {
  const bytes = await context.readImage(reference);
  const { mimeType } = reference;
  // For a name that was used before, the host serves the older file from its cache.
  const file = { bytes, mimeType, name: `easel-${crypto.randomUUID()}` };
  const form = new FormData();
  form.append('uploadPath', context.options.uploadFolder);
  addFile(form, 'file', file);
  const sent = form.get('file');
  if (sent instanceof File) form.append('fileName', sent.name);
  const path = context.config.uploadPath || defaultUploadPath;
  const answer = await call(context, { method: 'POST', path, form, timeout: 180_000 });
  const data = membersOf(readSuccess(answer, context.http.clean).data);
  const url = [data?.['downloadUrl'], data?.['fileUrl']].find(isWebAddress);
  if (url === undefined) {
    throw fail('bad-answer', { ...answerFacts(answer), detail: 'downloadUrl' });
  }
  return url;
}

export function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4096 && /^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value);
}
