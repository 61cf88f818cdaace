/** Common part of the edit commands: finds the images, confirms, starts the jobs, and shows what couldn't be started. */
import * as vscode from 'vscode';
import type { Failure } from '../../../shared/model/failure';
import { formatNames, omittedMessage } from '../../messages/edits';
import { failureText, showFailure, showThrown, showNotice } from '../../notifications/messages';
import { isRecord } from '../../parameters/parseArguments';
import type { ExtensionServices } from '../../platform/services';
import { t } from '../../platform/translate';
import type { Suffix } from '../../workspaceImages/imageFiles';
import { findSources, urisOf, type Sources } from '../../workspaceImages/sources';
import { confirmRequest } from '../confirmRequest';
import { importFiles } from '../importImages';
import { startEachImage } from '../startRequests';
import type { EditDraft, EditContext } from './draft';
import { parseEditArguments, type EditArguments } from './editArguments';
import { reopenEdit, type EditCommand } from './reopenJob';

export interface EditInvocation {
  command: EditCommand;
  title: string;
  /** Arguments from a menu, a key binding or another extension. */
  value: unknown;
  more: unknown;
}

/** The edit to start, once all questions have been answered. */
export interface DecidedEdit {
  draft: EditDraft;
  prompts: readonly string[];
  suffix: Suffix;
  /** Set if the user has agreed to the cost. */
  agreed?: 'cost-agreed';
}

interface StartedEdit extends DecidedEdit {
  command: EditCommand;
  given: EditArguments;
  sources: Sources;
}

/** @param decide Asks the questions of the command; undefined if the user dismissed one. */
export async function runEdit(
  services: ExtensionServices,
  { command, title, value, more }: EditInvocation,
  decide: (editing: EditContext, asked: { given: EditArguments; sources: Sources }) => Promise<DecidedEdit | undefined>,
): Promise<string[] | undefined> {
  const clicked = urisOf(value, more);
  const isMenu = clicked.length > 0 || !isRecord(value);
  const given = isMenu ? {} : parseEditArguments(value, command);
  const uris = given.images?.map((uri) => vscode.Uri.parse(uri)) ?? clicked;
  let sources: Sources | undefined;
  try {
    sources = await findSources(uris, title);
    if (!sources) return undefined;
    const easel = await services.engine.get();
    const decided = await decide({ services, easel }, { given, sources });
    if (decided && (await confirmRequest(easel, { ...decided.draft, prompts: decided.prompts }, decided.agreed))) {
      return await start({ services, easel }, { ...decided, given, command, sources });
    }
  } catch (thrown) {
    showProblem(thrown, command, { ...given, images: uris.map(String) });
  }
  sources?.anchor?.dispose();
  return undefined;
}

/** @returns IDs of the jobs; empty if none could be started. The user was told why. */
async function start({ services, easel }: EditContext, edit: StartedEdit): Promise<string[]> {
  const { draft, prompts, given, suffix, sources } = edit;
  const images = await importFiles(easel, draft.images);
  const references = await importFiles(easel, draft.references);
  const { folder, fileName, options } = given;
  const { jobIds, rejected } = await startEachImage(easel, {
    ...{ selection: draft.selection, choices: draft.choices, prompts },
    ...{ images: images.kept, references: references.kept },
    ...(options ? { options } : {}),
    placement: { suffix, ...(folder === undefined ? {} : { folder }), ...(fileName === undefined ? {} : { fileName }) },
  });
  showOmitted([...sources.omitted, ...images.unread, ...references.unread]);
  const failures = rejected.map(({ name, error }) => ({ name, failure: error.failure }));
  showRejected(edit, failures, images.kept.length);
  if (jobIds.length > 0) void services.jobFollower.follow(jobIds, sources.anchor);
  else sources.anchor?.dispose();
  return jobIds;
}

function showOmitted(names: readonly string[]): void {
  if (names.length === 0) return;
  void showNotice(omittedMessage(names, t), 'warning');
}

/** One message for each failure, with the images that it affects. */
function showRejected(edit: StartedEdit, rejected: readonly { name: string; failure: Failure }[], of: number): void {
  const byReason = new Map<string, { failure: Failure; names: string[] }>();
  for (const { name, failure } of rejected) {
    const text = failureText(failure);
    const group = byReason.get(text) ?? { failure, names: [] };
    group.names.push(name);
    byReason.set(text, group);
  }
  for (const { failure, names } of byReason.values()) {
    const reopen = (more: EditArguments) => (): unknown => reopenEdit(edit.command, { ...argumentsOf(edit), ...more });
    const lead = of > 1 ? t('Not started: {names}.', { names: formatNames(names, t) }) : undefined;
    void showFailure(
      failure,
      { 'change-prompt': reopen({}), again: reopen({}), 'choose-provider': reopen({ chooseProvider: true }) },
      lead,
    );
  }
}

/** Arguments that reopen the command with everything that was entered. */
function argumentsOf({ given, draft, prompts }: StartedEdit): EditArguments {
  const { prompt: _prompt, prompts: _prompts, ...others } = given;
  return {
    ...others,
    images: draft.images.map(String),
    references: draft.references.map(String),
    provider: draft.selection.provider.config.id,
    draft: prompts.join('\n'),
  };
}

function showProblem(thrown: unknown, command: EditCommand, given: EditArguments): void {
  const { prompt, ...others } = given;
  const draft = prompt === undefined ? {} : { draft: prompt };
  const run = (more: EditArguments) => (): unknown => reopenEdit(command, { ...others, ...draft, ...more });
  const { provider: _provider, ...elsewhere } = others;
  void showThrown(thrown, {
    again: run({}),
    'change-prompt': run({}),
    'choose-provider': () => reopenEdit(command, { ...elsewhere, ...draft, chooseProvider: true }),
  });
}
