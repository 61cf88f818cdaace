/** What the commands that edit have in common: finding the pictures, secrets, starting, and words for what went wrong. */
import * as vscode from 'vscode';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { isRecord } from '../../parameters/parseArguments';
import { confirmOverCap } from '../confirmOverCap';
import { ensureSecrets } from '../../quickInput/secretInput';
import { estimateOfDraft, type EditDraft, type Editing } from './draft';
import { parseEditArguments, type EditArguments } from './editArguments';
import type { Suffix } from '../../workspaceImages/imageFiles';
import { reopenEdit, type EditCommand } from './reopenJob';
import { findSources, urisOf, type Sources } from '../../workspaceImages/sources';
import { startEdits } from './startEdits';

export interface EditInvocation {
  command: EditCommand;
  title: string;
  /** What a menu, a key binding or another extension handed in. */
  value: unknown;
  more: unknown;
}

/** What is to be started, once everything is decided. */
export interface Decided {
  draft: EditDraft;
  prompts: readonly string[];
  suffix: Suffix;
  /** True when the person has agreed to what it costs. */
  isAgreed?: boolean;
}

/** @param decide Asks what has to be asked; undefined: the person left. */
export async function runEdit(
  services: ExtensionServices,
  { command, title, value, more }: EditInvocation,
  decide: (editing: Editing, asked: { given: EditArguments; sources: Sources }) => Promise<Decided | undefined>,
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
    if (
      decided &&
      (decided.isAgreed === true || (await confirmOverCap(estimateOfDraft(easel, decided.draft, decided.prompts)))) &&
      (await ensureSecrets(easel, decided.draft.target.provider))
    ) {
      const { leftOut, place } = sources;
      const start = { ...decided, given, command, leftOut, ...(place ? { place } : {}) };
      return await startEdits({ services, easel }, start);
    }
  } catch (thrown) {
    tellProblem(thrown, command, { ...given, images: uris.map(String) });
  }
  sources?.place?.dispose();
  return undefined;
}

function tellProblem(thrown: unknown, command: EditCommand, given: EditArguments): void {
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
