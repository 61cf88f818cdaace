/** Edits for other extensions: nothing is asked, nothing is shown, and what does not fit is thrown. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { EaselError, fail } from '../../../shared/model/easelError';
import type { ReferenceImage } from '../../../shared/model/jobs';
import type { UserState } from '../../platform/userState';
import { ArgumentError } from '../../parameters/parseArguments';
import { choicesOfEdit, type EditArguments } from './editArguments';
import { editCapableProviders, findEditTarget, type EditTarget } from './editSelection';
import { importFiles, startOne } from './startEdits';

/** Some pictures of several were handed in before one was refused. */
export class PartlyStarted extends EaselError {
  readonly jobIds: readonly string[];

  constructor(error: EaselError, jobIds: readonly string[]) {
    super(error.failure, error);
    this.jobIds = jobIds;
  }
}

/**
 * @param prompts One for an edit, several for a batch; never empty.
 * @returns Ids of the jobs, in the order of the pictures.
 * @throws ArgumentError for what is no URI; EaselError `settings`, `unsupported`, `bad-request`; PartlyStarted when jobs are
 * under way already.
 */
export async function startWithoutAsking(
  { easel, userState }: { easel: Easel; userState: UserState },
  given: EditArguments,
  prompts: readonly string[],
): Promise<string[]> {
  const target = await targetFor(easel, userState, given.provider);
  const start = { draft: { target, choices: choicesOfEdit(given) }, prompts, suffix: 'edit', given } as const;
  // Everything is read before anything is handed in: a file that is no picture costs nothing.
  const pictures = await keep(easel, given.images ?? []);
  const references = await keep(easel, given.references ?? []);
  const jobIds: string[] = [];
  for (const picture of pictures) {
    try {
      jobIds.push(...(await startOne(easel, start, [picture, ...references])));
    } catch (thrown) {
      throw jobIds.length > 0 && thrown instanceof EaselError ? new PartlyStarted(thrown, jobIds) : thrown;
    }
  }
  return jobIds;
}

async function targetFor(easel: Easel, userState: UserState, wanted: string | undefined): Promise<EditTarget> {
  const nobody = wanted === undefined && editCapableProviders(easel).length === 0;
  const target = nobody ? undefined : await findEditTarget(easel, userState, wanted);
  if (!target) throw fail('settings', { reason: 'no-provider', values: { kind: 'edit' } });
  return target;
}

async function keep(easel: Easel, uris: readonly string[]): Promise<ReferenceImage[]> {
  const { kept, unread } = await importFiles(easel, uris.map(parsedUri));
  const [name] = unread;
  if (name !== undefined) throw fail('bad-request', { reason: 'not-an-image', values: { name } });
  return kept;
}

function parsedUri(text: string): vscode.Uri {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    throw new ArgumentError(
      `Pictures are named by URIs such as “file:///project/fox.png”, not “${text.slice(0, 80)}”.`,
    );
  }
}
