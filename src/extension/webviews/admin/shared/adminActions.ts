/** The actions of the admin page and the sidebar in the window. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { ImageView, JobView } from '../../../../shared/model/jobs';
import { cancelAllJobs, cancelJob } from '../../../jobs/cancelJobs';
import type { ExtensionServices } from '../../../platform/services';
import { reopenJob } from '../../../requests/editing/reopenJob';
import { insertImages } from '../../../insertion/insertImages';
import { altTextOf } from '../../../insertion/altText';
import { insertionFor } from '../../../languages/table';
import { showThrown, runAction } from '../../../notifications/messages';
import { deliveredUri, openImages, revealImage, saveImageAs } from '../../../workspaceImages/imageActions';
import { documentAnchorOf } from '../../../platform/documents/documentAnchor';
import type { FailureAction } from '../../../messages/failure/actions';

/** What the pages do outside of the webview. Errors are shown as notifications. */
export interface AdminActions {
  insert(images: readonly ImageView[]): Promise<unknown>;
  open(image: ImageView): Promise<unknown>;
  saveAs(image: ImageView): Promise<unknown>;
  reveal(image: ImageView): Promise<unknown>;
  /** Whether it is on the clipboard. */
  copyPath(images: readonly ImageView[]): Promise<boolean>;
  copyMarkdown(images: readonly ImageView[]): Promise<boolean>;
  showImages(jobId: string): Promise<unknown>;
  cancel(jobId: string): Promise<unknown>;
  cancelAll(): Promise<unknown>;
  resume(jobId: string): Promise<unknown>;
  again(jobId: string): Promise<unknown>;
  step(job: JobView, action: FailureAction): Promise<unknown>;
  generate(): Promise<unknown>;
  openLog(): Promise<unknown>;
}

export interface AdminActionServices extends Pick<
  ExtensionServices,
  'engine' | 'clock' | 'jobFollower' | 'showImages'
> {
  /** The editor that was active before the page took the focus. */
  lastEditor(): vscode.TextEditor | undefined;
}

export function createAdminActions({
  engine,
  clock,
  jobFollower,
  showImages,
  lastEditor,
}: AdminActionServices): AdminActions {
  /** False if it failed; the error was shown. */
  const shown = async (run: (easel: Easel) => Promise<unknown>): Promise<boolean> => {
    try {
      return (await run(await engine.get())) !== false;
    } catch (thrown) {
      await showThrown(thrown);
      return false;
    }
  };
  const resume = (jobId: string): Promise<boolean> =>
    shown(async (easel) => {
      await easel.jobs.resume(jobId);
      await jobFollower.follow([jobId]);
    });
  return {
    insert: (images) =>
      shown(async (easel) => {
        const editor = lastEditor();
        const place = editor && !editor.document.isClosed ? documentAnchorOf(editor) : undefined;
        await insertImages(easel, images, place).finally(() => void place?.dispose());
      }),
    open: (image) => shown((easel) => openImages(easel, [image])),
    saveAs: (image) => shown((easel) => saveImageAs(easel, image)),
    reveal: (image) => shown((easel) => revealImage(easel, image)),
    copyPath: (images) => shown((easel) => copy(easel, images, (file) => file)),
    copyMarkdown: (images) => shown((easel) => copy(easel, images, markdownLine)),
    showImages: (jobId) => showImages([jobId]),
    cancel: (jobId) => shown((easel) => cancelJob(easel, clock, jobId)),
    cancelAll: () => shown((easel) => cancelAllJobs(easel, clock)),
    resume,
    again: (jobId) => shown(() => jobFollower.regenerate(jobId)),
    step: (job, action) =>
      shown(async () => {
        if (job.failure)
          await runAction(action, job.failure, {
            again: () => jobFollower.regenerate(job.id),
            'look-again': () => resume(job.id),
            'keep-waiting': () => resume(job.id),
            'change-prompt': () => reopenJob(job, {}),
            'choose-provider': () => reopenJob(job, { chooseProvider: true }),
          });
      }),
    generate: () => Promise.resolve(vscode.commands.executeCommand('easel.generate')),
    openLog: () => Promise.resolve(vscode.commands.executeCommand('easel.openLog')),
  };
}

type Line = (file: string, prompt: string) => string;

const markdownLine: Line = (file, prompt) =>
  insertionFor({ language: 'markdown', text: '', offset: 0, ownLine: false }, [{ path: file, alt: altTextOf(prompt) }])
    .text;

/**
 * Copies a line for each image; images that are not in the workspace are saved there first.
 * @returns False if the user canceled that.
 */
async function copy(easel: Easel, images: readonly ImageView[], line: Line): Promise<boolean> {
  const lines: string[] = [];
  for (const image of images) {
    const uri = await deliveredUri(easel, image);
    if (!uri) return false;
    lines.push(line(vscode.workspace.asRelativePath(uri, false), image.prompt));
  }
  await vscode.env.clipboard.writeText(lines.join('\n'));
  return true;
}
