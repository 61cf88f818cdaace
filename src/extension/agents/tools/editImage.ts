/** `#editImage`: edits workspace images from a prompt. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ReferenceImage } from '../../../shared/model/jobs';
import { importAll } from '../../requests/importImages';
import type { SelectionContext } from '../../requests/providerSelection';
import { estimateDraft, type RequestDraft, type RequestOutline } from '../../requests/requestDraft';
import { startEachImage } from '../../requests/startRequests';
import { nameOf } from '../../workspaceImages/sources';
import { ArgumentError } from '../../parameters/parseArguments';
import { toolWaitSeconds } from '../../platform/settings';
import { t } from '../../platform/translate';
import { formatEffort, formatNames } from '../../messages/edits';
import { truncate } from '../../messages/jobs';
import { chargeOf } from '../../messages/money';
import { formatCount, formatShape } from '../../messages/promptLine';
import { failureAnswer } from '../answers/failureAnswer';
import { jobsResult, failedResult, textResult } from '../answers/answer';
import { capNotes, confirmationOf, type Confirmation } from '../confirmation';
import { parseEditInput, type EditInput } from '../input/input';
import { imageAtPath, outputLocation, type OutputLocation } from '../input/paths';
import { selectForTool, withFormat } from '../input/providerMatch';
import { validInput, canceledMessage } from '../input/validInput';
import type { Tool, ToolServices } from '../tool';
import { waitForJobs } from '../waitForJobs';

export const editImage: Tool = {
  async prepare(services, value) {
    const input = validInput(() => parseEditInput(value));
    return input ? confirmationOf(input.prompt, () => confirmation(services, input)) : {};
  },

  async invoke(services, value, token) {
    const input = parseEditInput(value);
    if (token.isCancellationRequested) return textResult(canceledMessage());
    try {
      const { location, images, references } = await filesOf(input);
      const easel = await services.engine.get();
      const { userState } = services;
      const outline = outlineOf({ easel, userState }, input, location);
      // All files are read before the first job starts, so that a file that isn't an image costs nothing.
      const draft: RequestDraft = {
        ...outline,
        images: await readImages(easel, images),
        references: await readImages(easel, references),
        placement: location.destination ? { destination: location.destination } : {},
      };
      const { jobIds, problems } = await startAll(easel, draft);
      services.log.info(`Tool editImage: started ${jobIds.join(', ')}`);
      const waited = await waitForJobs({ easel, clock: services.clock }, jobIds, {
        limit: toolWaitSeconds() * 1000,
        token,
      });
      const { extension } = location;
      const notes = [...location.notes, ...problems];
      return await jobsResult({ services, easel, notes, ...(extension === undefined ? {} : { extension }) }, waited);
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

interface EditFiles {
  location: OutputLocation;
  images: vscode.Uri[];
  references: vscode.Uri[];
}

/** @throws ArgumentError if a path is outside of the workspace. */
async function filesOf({ path, images, references }: EditInput): Promise<EditFiles> {
  const location = await outputLocation(path, 'edit');
  if (images.length > 1 && location.destination?.fileName !== undefined) {
    throw new ArgumentError('easel_edit_image: with several images, "path" must be a folder, such as assets/.');
  }
  return {
    location,
    images: await Promise.all(images.map((image) => imageAtPath(image))),
    references: await Promise.all(references.map((image) => imageAtPath(image))),
  };
}

/** Starts a job for each image. @throws EaselError if none could be started. */
async function startAll(easel: Easel, draft: RequestDraft): Promise<{ jobIds: string[]; problems: string[] }> {
  const { jobIds, rejected } = await startEachImage(easel, draft);
  const last = rejected.at(-1);
  if (last && rejected.length === draft.images.length) throw last.error;
  return { jobIds, problems: rejected.map(({ name, error }) => `- ${name}: ${failureAnswer(error.failure, t)}`) };
}

async function readImages(easel: Easel, uris: readonly vscode.Uri[]): Promise<ReferenceImage[]> {
  for (const uri of uris) await assertExists(uri);
  return importAll(easel, uris);
}

async function assertExists(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    throw new ArgumentError(`easel_edit_image: the file ${vscode.workspace.asRelativePath(uri)} doesn't exist.`);
  }
}

function outlineOf(
  context: SelectionContext,
  { provider, choices, prompt }: EditInput,
  { extension }: OutputLocation,
): Pick<RequestOutline, 'selection' | 'choices' | 'prompts'> {
  const selection = selectForTool(context, 'edit', { provider, model: choices.model });
  return { selection, choices: withFormat(choices, selection.limits, extension), prompts: [prompt] };
}

async function confirmation(services: ToolServices, input: EditInput): Promise<Confirmation> {
  const { location, images, references } = await filesOf(input);
  const easel = await services.engine.get();
  const outline = outlineOf({ easel, userState: services.userState }, input, location);
  const { choices, prompt } = input;
  const { name: providerName } = outline.selection.provider.config;
  const estimate = estimateDraft(easel, { ...outline, images, references });
  const names = formatNames(images.map(nameOf), t);
  const values = {
    names,
    provider: providerName,
    images: formatCount(estimate.images, t),
    prompt: truncate(prompt, 60),
  };
  return {
    title: t('Edit {names} with {provider}?', values),
    running: t('Editing {names} with {provider}: {prompt}', values),
    facts: {
      prompt,
      names: [formatNames([...images, ...references].map(nameOf), t)],
      providerName,
      shape: formatShape({ choices }),
      effort: formatEffort(chargeOf(estimate), t),
      where: location.shown,
      notes: [...location.notes, ...capNotes(estimate)],
    },
  };
}
