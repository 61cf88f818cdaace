/** Generate Image: asks for the prompt in one input box. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { failureFrom } from '../../../shared/model/easelError';
import {
  changeChoices,
  changeProvider,
  missingSecretOf,
  setSecret,
  type SelectedChoices,
} from '../../requests/changeSelection';
import { confirmRequest } from '../../requests/confirmRequest';
import { choicesWith, selectProvider } from '../../requests/providerSelection';
import { effortOfDraft, type RequestDraft } from '../../requests/requestDraft';
import { startRequests } from '../../requests/startRequests';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { withoutRejected, type GenerateArguments } from '../../parameters/parseArguments';
import { workspaceFolder } from '../../workspaceImages/imageActions';
import { documentAnchorOf } from '../../platform/documents/documentAnchor';
import { parseGenerateArguments } from '../../parameters/generateArguments';
import { choicesOf } from '../../parameters/parameters';
import { askPrompt, type PromptDetour } from '../../quickInput/promptInput';
import { pickRecent } from '../../quickInput/recentPrompts';
import { outputFolder } from '../../platform/settings';
import { t } from '../../platform/translate';
import { providerLabel } from '../../messages/providers';
import { promptLine } from '../../messages/promptLine';

interface GenerateContext {
  services: ExtensionServices;
  easel: Easel;
  given: GenerateArguments;
}

/** The decisions so far. The steps behind the title buttons change them and return to the input box. */
interface GenerateDraft extends SelectedChoices {
  text: string;
  isSelected: boolean;
}

/** @returns IDs of the queued jobs; undefined if the user dismissed the input. */
export async function generate(services: ExtensionServices, value?: unknown): Promise<string[] | undefined> {
  const given = parseGenerateArguments(value);
  const editor = vscode.window.activeTextEditor;
  const anchor = editor ? documentAnchorOf(editor) : undefined;
  let text = given.prompt ?? given.draft;
  try {
    const easel = await services.engine.get();
    const context: GenerateContext = { services, easel, given };
    const first = firstDraft(context, selectedText(editor));
    const draft = given.prompt === undefined ? await ask(context, first) : first;
    text = draft?.text ?? text;
    const request = draft && requestOf(draft, given);
    if (request && (await confirmRequest(easel, request))) {
      const jobIds = await startRequests(easel, request);
      void services.jobFollower.follow(jobIds, anchor);
      return jobIds;
    }
  } catch (thrown) {
    showProblem(thrown, given, text);
  }
  anchor?.dispose();
  return undefined;
}

function selectedText(editor: vscode.TextEditor | undefined): string {
  if (!editor || editor.selection.isEmpty) return '';
  return editor.document.getText(editor.selection).replace(/\s+/gu, ' ').trim();
}

function firstDraft({ services, easel, given }: GenerateContext, selected: string): GenerateDraft {
  const { userState } = services;
  const selection = selectProvider({ easel, userState }, 'generate', given.provider);
  const choices = choicesWith(selection, userState, choicesOf(given));
  const text = given.prompt ?? given.draft ?? selected;
  return { text, isSelected: given.draft === undefined && text !== '', selection, choices };
}

/** Shows the input box until Enter or Escape. */
async function ask(context: GenerateContext, first: GenerateDraft): Promise<GenerateDraft | undefined> {
  let draft = context.given.chooseProvider ? await detour(context, first, 'provider') : first;
  for (;;) {
    const { limits } = draft.selection;
    const answer = await askPrompt({
      text: draft.text,
      isSelected: draft.isSelected,
      line: lineOf(draft, context),
      ...missingSecretOf(draft),
      ...(limits.promptLength === undefined ? {} : { maxLength: limits.promptLength }),
    });
    if (!answer) return undefined;
    draft = { ...draft, text: answer.text, isSelected: false };
    if (answer.action === 'start') return draft;
    draft = await detour(context, draft, answer.action);
  }
}

async function detour(
  { services, easel }: GenerateContext,
  draft: GenerateDraft,
  action: PromptDetour,
): Promise<GenerateDraft> {
  const { userState } = services;
  switch (action) {
    case 'options':
      return { ...draft, ...(await changeChoices({ easel, userState }, draft)) };
    case 'recent':
      return { ...draft, text: (await pickRecent(easel)) ?? draft.text };
    case 'provider':
      return { ...draft, ...(await changeProvider({ easel, userState }, draft)) };
    case 'secret':
      return { ...draft, ...(await setSecret({ easel, userState }, draft)) };
    case 'references':
      return draft;
  }
}

function lineOf({ selection, choices }: GenerateDraft, { easel, given }: GenerateContext): string {
  const folder = workspaceFolder() ? (given.folder ?? outputFolder()) : undefined;
  const [defaultRatio] = selection.limits.ratios ?? [];
  const { price, calls } = effortOfDraft(easel, { selection, choices, prompts: [''], images: [], references: [] });
  return promptLine(
    {
      providerName: providerLabel(selection.provider, t),
      choices,
      ...(defaultRatio === undefined ? {} : { defaultRatio }),
      ...(price === undefined ? {} : { price }),
      calls,
      ...(folder === undefined ? {} : { folder }),
    },
    t,
  );
}

function requestOf({ selection, choices, text }: GenerateDraft, given: GenerateArguments): RequestDraft {
  const { options, folder, fileName } = given;
  return {
    ...{ selection, choices, prompts: [text], images: [], references: [] },
    ...(options ? { options } : {}),
    placement: { ...(folder === undefined ? {} : { folder }), ...(fileName === undefined ? {} : { fileName }) },
  };
}

/** Shows why a request wasn't started. Its buttons reopen the input with the prompt. */
function showProblem(thrown: unknown, given: GenerateArguments, text: string | undefined): void {
  const { prompt: _prompt, provider, ...rest } = given;
  const others = withoutRejected(rest, failureFrom(thrown));
  const draft = text === undefined ? {} : { draft: text };
  const run = (more: GenerateArguments) => (): unknown =>
    vscode.commands.executeCommand('easel.generate', { ...others, ...draft, ...more });
  void showThrown(thrown, {
    'change-prompt': run(provider === undefined ? {} : { provider }),
    'choose-provider': run({ chooseProvider: true }),
    again: run(provider === undefined ? {} : { provider }),
  });
}
