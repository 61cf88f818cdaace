/** From a decided draft to jobs: reads the pictures, hands them in one by one, and says what could not go. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { EaselError, failureFrom } from '../../../shared/model/easelError';
import type { Failure } from '../../../shared/model/failure';
import type { Destination, ReferenceImage, ImageRequestInput } from '../../../shared/model/jobs';
import { failureText, showFailure, tell } from '../../notifications/messages';
import type { Place } from '../../platform/documentAnchor';
import { t } from '../../platform/translate';
import { omittedMessage, formatNames } from '../../messages/edits';
import type { EditDraft, Editing } from './draft';
import { mainLimits } from './editSelection';
import { kindFor } from './callEstimate';
import type { EditArguments } from './editArguments';
import { derivedStem, nearestRatio, type Suffix } from '../../workspaceImages/imageFiles';
import { reopenEdit, type EditCommand } from './reopenJob';
import { nameOf } from '../../workspaceImages/sources';

/** What is handed in, without a word of how it is told. */
export interface StartedEdits {
  draft: Pick<EditDraft, 'target' | 'choices'>;
  /** One or more, never empty. */
  prompts: readonly string[];
  suffix: Suffix;
  given: EditArguments;
  /** Where the results go, whatever their originals say. */
  destination?: Destination;
  /** What may change of the first picture. */
  mask?: ReferenceImage;
}

export interface EditStart extends StartedEdits {
  draft: EditDraft;
  /** The command that is run again when something has to be changed. */
  command: EditCommand;
  /** What was selected beside pictures. */
  leftOut: readonly string[];
  place?: Place;
}

/** @returns The ids of the jobs; none when nothing could be started. The person has been told why. */
export async function startEdits(editing: Editing, start: EditStart): Promise<string[]> {
  const { easel, services } = editing;
  const { draft, place } = start;
  const pictures = await importFiles(easel, draft.pictures);
  const references = await importFiles(easel, draft.references);
  const jobIds: string[] = [];
  const refused: { name: string; failure: Failure }[] = [];
  for (const picture of pictures.kept) {
    try {
      jobIds.push(...(await startOne(easel, start, [picture, ...references.kept])));
    } catch (thrown) {
      if (!(thrown instanceof EaselError)) throw thrown;
      refused.push({ name: picture.name, failure: thrown.failure });
    }
  }
  tellLeftOut([...start.leftOut, ...pictures.unread, ...references.unread]);
  tellRefused(start, refused, pictures.kept.length);
  if (jobIds.length > 0) void services.jobFollower.follow(jobIds, place);
  else place?.dispose();
  return jobIds;
}

/** Larger files are no pictures that any service takes; they would only fill the memory. */
const mostBytes = 256 * 1024 * 1024;

/** Reads the files into the vault; those that are no pictures are named. */
export async function importFiles(
  easel: Easel,
  uris: readonly vscode.Uri[],
): Promise<{ kept: ReferenceImage[]; unread: string[] }> {
  const kept: ReferenceImage[] = [];
  const unread: string[] = [];
  for (const uri of uris) {
    try {
      if ((await vscode.workspace.fs.stat(uri)).size > mostBytes) throw new Error('too large');
      const bytes = await vscode.workspace.fs.readFile(uri);
      kept.push(await easel.images.importReference(bytes, { name: nameOf(uri), source: uri.toString() }));
    } catch (thrown) {
      const failure = failureFrom(thrown);
      // A full disk concerns all of them, and is no reason to call the file no picture.
      if (failure.kind === 'storage') throw thrown;
      unread.push(nameOf(uri));
    }
  }
  return { kept, unread };
}

/**
 * @param pictures The one that is edited, then those that are looked at beside it.
 * @throws EaselError when the wish does not fit the provider.
 */
export async function startOne(
  easel: Easel,
  start: StartedEdits,
  pictures: readonly ReferenceImage[],
): Promise<string[]> {
  const { draft, prompts, given } = start;
  const { target, choices } = draft;
  const [picture] = pictures;
  const amount = { pictures: 1, prompts, count: choices.count ?? 1, references: pictures.length - 1 };
  const common = {
    ...choices,
    ...ratioFor(start, picture),
    ...(given.options ? { options: given.options } : {}),
    references: [...pictures],
    ...(start.mask ? { mask: start.mask } : {}),
  };
  const options = {
    providerId: target.provider.config.id,
    destination: start.destination ?? (picture ? destinationFor(picture, start) : {}),
  };
  const imageRequests: ImageRequestInput[] =
    kindFor(amount, target.limits) === 'batch'
      ? [{ ...common, kind: 'batch', prompt: prompts[0] ?? '', prompts: [...prompts] }]
      : prompts.map((prompt) => ({ ...common, kind: 'edit', prompt }));
  const jobIds: string[] = [];
  for (const imageRequest of imageRequests) jobIds.push(...(await easel.jobs.start(imageRequest, options)));
  return jobIds;
}

/** An edit keeps the shape of its original as far as the model can: without a word it would take the model's own. */
function ratioFor({ draft }: StartedEdits, picture: ReferenceImage | undefined): { aspectRatio?: string } {
  const { ratios } = mainLimits(draft.target);
  if (!picture || !ratios || draft.choices.aspectRatio !== undefined || draft.choices.size) return {};
  if (ratios[0] === 'auto') return {};
  const aspectRatio = ratios.includes('auto') ? 'auto' : nearestRatio(ratios, picture);
  return aspectRatio === undefined ? {} : { aspectRatio };
}

/** Beside the original, unless another folder was asked for. */
function destinationFor(picture: ReferenceImage, { given, suffix }: StartedEdits): Destination {
  const source = vscode.Uri.parse(picture.source ?? '');
  const home = vscode.workspace.getWorkspaceFolder(source);
  const fileName = given.fileName ?? derivedStem(source.path, suffix);
  const parent = vscode.Uri.joinPath(source, '..');
  if (home) {
    const own = parent.path.slice(home.uri.path.length).replace(/^\/+/, '');
    return { workspaceFolder: home.uri.toString(), folder: given.folder ?? own, fileName };
  }
  // Outside of the workspace any window may deliver, so the folder has to say all by itself.
  if (source.scheme === 'file') return { folder: given.folder ?? parent.fsPath, fileName };
  return { workspaceFolder: parent.toString(), folder: given.folder ?? '', fileName };
}

function tellLeftOut(names: readonly string[]): void {
  if (names.length === 0) return;
  void tell(omittedMessage(names, t), 'warning');
}

/** One message for each reason, with the pictures that it concerns. */
function tellRefused(start: EditStart, refused: readonly { name: string; failure: Failure }[], of: number): void {
  const byReason = new Map<string, { failure: Failure; names: string[] }>();
  for (const { name, failure } of refused) {
    const text = failureText(failure);
    const group = byReason.get(text) ?? { failure, names: [] };
    group.names.push(name);
    byReason.set(text, group);
  }
  for (const { failure, names } of byReason.values()) {
    const reopen = (more: EditArguments) => (): unknown =>
      reopenEdit(start.command, { ...argumentsOf(start), ...more });
    const lead = of > 1 ? t('Not started: {names}.', { names: formatNames(names, t) }) : undefined;
    void showFailure(
      failure,
      { 'change-prompt': reopen({}), again: reopen({}), 'choose-provider': reopen({ chooseProvider: true }) },
      lead,
    );
  }
}

/** The same once more, to be changed: nothing that was typed is lost. */
function argumentsOf({ given, draft, prompts }: EditStart): EditArguments {
  const { prompt: _prompt, prompts: _prompts, ...others } = given;
  return {
    ...others,
    images: draft.pictures.map(String),
    references: draft.references.map(String),
    provider: draft.target.provider.config.id,
    draft: prompts.join('\n'),
  };
}
