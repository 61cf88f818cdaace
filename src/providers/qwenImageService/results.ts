/** Reading what a submit and a result answer with. The body decides what it is, never what was asked for. */
import type { JobProgress, Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { imageTypeOf, looksLikeImage, looksLikeZip } from '../../http/files/imageBytes';
import { readJson } from '../../http/answer/schema';
import { answerFacts } from '../../http/answer/status';
import { readZip } from '../../http/files/zip';
import type { ProviderOutput, Submission } from '../contract/task';
import { submittedSchema } from './api';

/** Largest answer with pictures, in bytes. */
export const maxResultBytes = 256 * 1024 * 1024;

/** How many pictures a job is to give. */
export interface Expected {
  pictures: number;
  /** Prompts of a batch. */
  prompts?: number | undefined;
}

export interface Pictures {
  images: ProviderOutput[];
  warnings: Warning[];
}

/** @throws EaselError `bad-answer` for what is neither picture, ZIP nor a task. */
export async function readSubmission(answer: HttpAnswer, expected: Expected): Promise<Submission> {
  const pictures = await readImages(answer, expected);
  if (pictures) {
    const { images, warnings } = pictures;
    return { kind: 'outputs', outputs: images, ...(warnings.length > 0 ? { warnings } : {}) };
  }
  const { task_id: taskId, queue_info: queue } = readJson(answer, submittedSchema);
  const { prompts } = expected;
  const ticket = { taskId, pictures: expected.pictures, ...(prompts === undefined ? {} : { prompts }) };
  return { kind: 'ticket', ticket, progress: progressOf({ pending: queue?.pending_tasks, note: 'pending' }) };
}

/** The pictures in an answer, or undefined when it holds none (and says that it does not). */
export async function readImages(answer: HttpAnswer, expected: Expected): Promise<Pictures | undefined> {
  const { bytes } = answer;
  if (imageTypeOf(bytes)) return numbered([bytes], expected);
  if (looksLikeZip(bytes)) return numbered(await unzipped(answer), expected);
  if (answer.type.startsWith('image/') || answer.type.includes('zip')) {
    const reason = looksLikeImage(bytes) ? 'cut-answer' : 'not-an-image';
    throw fail('bad-answer', { ...answerFacts(answer), reason, maybeReceived: answer.paid });
  }
  return undefined;
}

/**
 * Where a waiting job stands.
 * @param pending The service's figure: how many tasks wait at all, this one among them. It is no place in the queue, so
 * what is told is the most that can be before this one.
 */
export function progressOf(facts: { pending?: number | null | undefined; note: string }): JobProgress {
  const { pending, note } = facts;
  if (typeof pending !== 'number' || !Number.isFinite(pending)) return { note };
  return { position: Math.max(0, Math.floor(pending) - 1), note };
}

async function unzipped(answer: HttpAnswer): Promise<Uint8Array[]> {
  try {
    const entries = await readZip(answer.bytes);
    const pictures = entries.map((entry) => entry.bytes).filter((bytes) => imageTypeOf(bytes) !== undefined);
    if (pictures.length === 0) throw fail('bad-answer', { reason: 'no-images' });
    return pictures;
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    throw new EaselError({ ...thrown.failure, ...answerFacts(answer), maybeReceived: answer.paid });
  }
}

/** Which prompt of a batch a picture answers can be told only when there is one for each. */
function numbered(found: Uint8Array[], expected: Expected): Pictures {
  const ordered = expected.prompts === found.length;
  const images = found.map((bytes, index) => ({ source: { bytes }, ...(ordered ? { promptIndex: index } : {}) }));
  const warnings: Warning[] =
    found.length === expected.pictures
      ? []
      : [{ code: 'mismatch', subject: 'count', detail: `${expected.pictures} → ${found.length}` }];
  return { images, warnings };
}
