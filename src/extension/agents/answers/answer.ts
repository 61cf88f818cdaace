/** Converts jobs to tool results: text, and preview images if the editor supports them. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { failureFrom } from '../../../shared/model/easelError';
import type { ImageView } from '../../../shared/model/jobs';
import { isSameFormat } from '../../workspaceImages/imageFiles';
import { ArgumentError } from '../../parameters/parseArguments';
import { t } from '../../platform/translate';
import { failureAnswer } from './failureAnswer';
import { jobsAnswer, type ImageFile } from './jobsAnswer';
import { previewParts } from './preview';
import type { WaitResult } from '../waitForJobs';
import type { ToolServices } from '../tool';

export interface AnswerContext {
  services: ToolServices;
  easel: Easel;
  notes?: readonly string[];
  /** Extension of the requested path. */
  extension?: string;
}

export async function jobsResult(
  { services, easel, notes = [], extension }: AnswerContext,
  waited: WaitResult,
): Promise<vscode.LanguageModelToolResult> {
  const { jobs, isStopped } = waited;
  const images = jobs.filter((job) => job.state === 'done').flatMap((job) => job.images);
  const files = new Map(images.map((image) => [image.id, fileOf(easel, image)]));
  const offlineTypes = easel.providers.types().flatMap(({ type, offline }) => (offline ? [type] : []));
  const answer = jobsAnswer(
    {
      jobs,
      files,
      now: services.clock.now(),
      isStopped,
      offlineTypes,
      notes: [...notes, ...formatNotes(images, extension)],
    },
    t,
  );
  return textResult(answer, isStopped ? [] : await previewParts(services, easel, images));
}

export function textResult(answer: string, parts: readonly object[] = []): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([
    new vscode.LanguageModelTextPart(answer),
    ...(parts as vscode.LanguageModelTextPart[]),
  ]);
}

/** Converts an error to a tool result. Errors in the input are rethrown, so that the model corrects them. */
export function failedResult(thrown: unknown): vscode.LanguageModelToolResult {
  if (thrown instanceof ArgumentError) throw thrown;
  return textResult(failureAnswer(failureFrom(thrown), t));
}

function fileOf(easel: Easel, image: ImageView): ImageFile {
  if (image.deliveredTo === undefined) {
    const uri = vscode.Uri.file(easel.images.path(image.id));
    return { path: uri.fsPath, uri: uri.toString() };
  }
  const uri = vscode.Uri.parse(image.deliveredTo, true);
  return { path: vscode.workspace.asRelativePath(uri), uri: uri.toString() };
}

function formatNotes(images: readonly ImageView[], requested: string | undefined): string[] {
  const other = images.find((image) => requested !== undefined && !isSameFormat(image.extension, requested));
  if (!other || requested === undefined) return [];
  return [
    t('The path has the extension .{asked}, but the image is .{came}. The file name uses the actual format.', {
      asked: requested,
      came: other.extension,
    }),
  ];
}
