/** Reads the answers to submits and result calls. The body decides what an answer is, not the request. */
import type { JobProgress, Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { imageTypeOf, looksLikeImage, looksLikeZip } from '../../http/files/imageBytes';
import { readJson } from '../../http/answer/schema';
import { answerFacts } from '../../http/answer/status';
import { readZip } from '../../http/files/zip';
import type { ProviderOutput, Submission } from '../contract/task';
import { submittedSchema } from './api';

/** The expected outputs of a job. */
export interface Expected {
  pictures: number;
  /** Prompts of a batch. */
  prompts?: number | undefined;
}

export interface ReadImages {
  images: ProviderOutput[];
  warnings: Warning[];
}

/** @throws EaselError `bad-answer` if the answer is neither an image, a ZIP, nor a task. */
export async function readSubmission(answer: HttpAnswer, expected: Expected): Promise<Submission> {
  const read = await readImages(answer, expected);
  if (read) {
    const { images, warnings } = read;
    return { kind: 'outputs', outputs: images, ...(warnings.length > 0 ? { warnings } : {}) };
  }
  const { task_id: taskId, queue_info: queue } = readJson(answer, submittedSchema);
  const { prompts } = expected;
  const ticket = { taskId, pictures: expected.pictures, ...(prompts === undefined ? {} : { prompts }) };
  return { kind: 'ticket', ticket, progress: progressOf({ pending: queue?.pending_tasks, note: 'pending' }) };
}

/** The images in an answer; undefined if it has none and doesn't claim to. */
export async function readImages(answer: HttpAnswer, expected: Expected): Promise<ReadImages | undefined> {
  const { bytes } = answer;
  if (imageTypeOf(bytes)) return readImagesOf([bytes], expected);
  if (looksLikeZip(bytes)) return readImagesOf(await unzipped(answer), expected);
  if (answer.type.startsWith('image/') || answer.type.includes('zip')) {
    const reason = looksLikeImage(bytes) ? 'cut-answer' : 'not-an-image';
    throw fail('bad-answer', { ...answerFacts(answer), reason });
  }
  return undefined;
}

/**
 * The progress of a waiting job.
 * @param pending The number of all waiting tasks, including this one; it isn't a queue position.
 */
export function progressOf(facts: { pending?: number | null | undefined; note: string }): JobProgress {
  const { pending, note } = facts;
  if (typeof pending !== 'number' || !Number.isFinite(pending)) return { note };
  return { waiting: Math.max(0, Math.floor(pending)), note };
}

async function unzipped(answer: HttpAnswer): Promise<Uint8Array[]> {
  try {
    const entries = await readZip(answer.bytes);
    const images = entries.map((entry) => entry.bytes).filter((bytes) => imageTypeOf(bytes) !== undefined);
    if (images.length === 0) throw fail('bad-answer', { reason: 'no-images' });
    return images;
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    throw new EaselError({ ...thrown.failure, ...answerFacts(answer) });
  }
}

/** The prompt of an image of a batch is known only if there is one image per prompt. */
function readImagesOf(found: Uint8Array[], expected: Expected): ReadImages {
  const ordered = expected.prompts === found.length;
  const images = found.map((bytes, index) => ({
    source: { bytes },
    ...mediaTypeOf(bytes),
    ...(ordered ? { promptIndex: index } : {}),
  }));
  const warnings: Warning[] =
    found.length === expected.pictures
      ? []
      : [{ code: 'mismatch', subject: 'count', detail: `${expected.pictures} → ${found.length}` }];
  return { images, warnings };
}

function mediaTypeOf(bytes: Uint8Array): { mediaType?: string } {
  const mediaType = imageTypeOf(bytes);
  return mediaType ? { mediaType } : {};
}
