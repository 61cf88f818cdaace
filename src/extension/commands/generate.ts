/** Generate Image…: one input and one Enter. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Destination } from '../../shared/model/jobs';
import { failureFrom } from '../../shared/model/easelError';
import { confirmStart } from '../requests/confirmOverCap';
import { fitting, type ChoiceField, type Choices } from '../parameters/choices';
import type { ExtensionServices } from '../platform/services';
import { showThrown } from '../notifications/messages';
import { changeOptions } from '../quickInput/optionsMenu';
import {
  choicesOf,
  parseGenerateArguments,
  withoutRefused,
  type GenerateArguments,
} from '../parameters/parseArguments';
import { destinationHere, workspaceFolder } from '../workspaceImages/imageActions';
import { documentAnchorOf, type Place } from '../platform/documentAnchor';
import { askPrompt, type PromptDetour } from '../quickInput/promptInput';
import { pickProvider } from '../quickInput/providerPick';
import { pickRecent } from '../quickInput/recentPrompts';
import { ensureSecrets } from '../quickInput/secretInput';
import { outputFolder } from '../platform/settings';
import {
  capableProviders,
  choicesFor,
  defaultProvider,
  targetFor,
  targetOf,
  type Target,
} from '../requests/providerSelection';
import { t } from '../platform/translate';
import { promptLine } from '../messages/promptLine';

interface Asking {
  services: ExtensionServices;
  easel: Easel;
  given: GenerateArguments;
}

/** What has been decided so far; the detours change it and come back to the input. */
interface Draft {
  text: string;
  isSelected: boolean;
  target: Target;
  choices: Choices;
}

/** @returns The ids of the jobs that were started, once they are queued; undefined when the person left. */
export async function generate(services: ExtensionServices, value?: unknown): Promise<string[] | undefined> {
  const given = parseGenerateArguments(value);
  const editor = vscode.window.activeTextEditor;
  const place = editor ? documentAnchorOf(editor) : undefined;
  let text = given.prompt ?? given.draft;
  try {
    const easel = await services.engine.get();
    const asking: Asking = { services, easel, given };
    const draft = firstDraft(asking, selectedText(editor));
    const decided = given.prompt === undefined ? await decide(asking, draft) : draft;
    text = decided?.text ?? text;
    if (decided && (await ensureSecrets(easel, decided.target.provider))) {
      return await start(asking, decided, place);
    }
  } catch (thrown) {
    tellProblem(thrown, given, text);
  }
  place?.dispose();
  return undefined;
}

function selectedText(editor: vscode.TextEditor | undefined): string {
  if (!editor || editor.selection.isEmpty) return '';
  return editor.document.getText(editor.selection).replace(/\s+/gu, ' ').trim();
}

function firstDraft({ services, easel, given }: Asking, selected: string): Draft {
  const target = targetFor(easel, services.userState, given.provider);
  const asked = choicesOf(given);
  // What was asked for by name is not trimmed to the model: the engine says what does not fit.
  const choices = { ...choicesFor(target, services.userState), ...asked };
  if (asked.size) delete choices.aspectRatio;
  if (asked.aspectRatio !== undefined) delete choices.size;
  const text = given.prompt ?? given.draft ?? selected;
  return { text, isSelected: given.draft === undefined && text !== '', target, choices };
}

/** Asks until Enter or Escape. */
async function decide(asking: Asking, first: Draft): Promise<Draft | undefined> {
  let draft = asking.given.chooseProvider ? await changeProvider(asking, first) : first;
  for (;;) {
    const { limits } = draft.target;
    const answer = await askPrompt({
      text: draft.text,
      isSelected: draft.isSelected,
      line: lineOf(draft, asking),
      ...(limits.promptLength === undefined ? {} : { longest: limits.promptLength }),
    });
    if (!answer) return undefined;
    draft = { ...draft, text: answer.text, isSelected: false };
    if (answer.action === 'start') return draft;
    draft = await detour(asking, draft, answer.action);
  }
}

async function detour(asking: Asking, draft: Draft, action: PromptDetour): Promise<Draft> {
  switch (action) {
    case 'options':
      return changeChoices(asking, draft);
    case 'recent':
      return { ...draft, text: (await pickRecent(asking.easel)) ?? draft.text };
    case 'provider':
      return changeProvider(asking, draft);
    case 'references':
      return draft;
  }
}

async function changeChoices({ services, easel }: Asking, draft: Draft): Promise<Draft> {
  const { provider, fields } = draft.target;
  const title = t('Options of {provider}', { provider: provider.config.name });
  const fieldsFor = (choices: Choices): readonly ChoiceField[] => targetOf(easel, provider, choices).fields;
  const chosen = await changeOptions(title, fieldsFor, fitting(draft.choices, fields));
  const target = targetOf(easel, provider, chosen);
  const choices = fitting(chosen, target.fields);
  await services.userState.keepChoices(provider.config.id, choices);
  return { ...draft, choices, target };
}

async function changeProvider({ services, easel }: Asking, draft: Draft): Promise<Draft> {
  const able = capableProviders(easel);
  const current = draft.target.provider.config.id;
  const chosen = await pickProvider({ easel, title: t('Provider'), providers: able, current, hasBack: true });
  if (!chosen || chosen.config.id === current || !easel.providers.limits(chosen.config.id, 'generate')) return draft;
  const target = targetOf(easel, chosen, {});
  await services.userState.keepProvider(chosen.config.id, defaultProvider(able)?.config.id ?? chosen.config.id);
  return { ...draft, target, choices: choicesFor(target, services.userState) };
}

function lineOf({ target, choices }: Draft, { easel, given }: Asking): string {
  const folder = workspaceFolder() ? (given.folder ?? outputFolder()) : undefined;
  const [defaultRatio] = target.limits.ratios ?? [];
  const price = easel.spending.price(target.provider.config.id, 'generate', choices.model);
  return promptLine(
    {
      providerName: target.provider.config.name,
      choices,
      ...(defaultRatio === undefined ? {} : { defaultRatio }),
      ...(price === undefined ? {} : { price }),
      calls: Math.ceil((choices.count ?? 1) / target.limits.count),
      ...(folder === undefined ? {} : { folder }),
    },
    t,
  );
}

async function start(
  { services, easel, given }: Asking,
  draft: Draft,
  place: Place | undefined,
): Promise<string[] | undefined> {
  const { text, target, choices } = draft;
  const destination: Destination = {
    ...destinationHere(),
    ...(given.folder === undefined ? {} : { folder: given.folder }),
    ...(given.fileName === undefined ? {} : { fileName: given.fileName }),
  };
  const options = given.options ? { options: given.options } : {};
  const imageRequest = { ...choices, ...options, kind: 'generate' as const, prompt: text };
  if (!(await confirmStart(easel, imageRequest, target.provider.config.id))) {
    place?.dispose();
    return undefined;
  }
  const jobIds = await easel.jobs.start(imageRequest, { providerId: target.provider.config.id, destination });
  void services.jobFollower.follow(jobIds, place);
  return jobIds;
}

/** A wish that could not be started; the prompt is not lost. */
function tellProblem(thrown: unknown, given: GenerateArguments, text: string | undefined): void {
  const { prompt: _prompt, provider, ...rest } = given;
  const others = withoutRefused(rest, failureFrom(thrown));
  const draft = text === undefined ? {} : { draft: text };
  const run = (more: GenerateArguments) => (): unknown =>
    vscode.commands.executeCommand('easel.generate', { ...others, ...draft, ...more });
  void showThrown(thrown, {
    'change-prompt': run(provider === undefined ? {} : { provider }),
    'choose-provider': run({ chooseProvider: true }),
    again: run(provider === undefined ? {} : { provider }),
  });
}
