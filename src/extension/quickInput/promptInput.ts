/** The input box for a prompt. The line below says what Enter will do; the title buttons open everything else. */
import * as vscode from 'vscode';
import { t } from '../platform/translate';

/** The next step, with the text, so that it isn't lost when a title button is used. */
export type PromptAnswer = { action: 'start' | PromptDetour; text: string };

export type PromptDetour = 'options' | 'recent' | 'provider' | 'references' | 'secret';

/** The title buttons, the same in all inputs for prompts. */
export function detourButtons(detours: readonly PromptDetour[]): Map<vscode.QuickInputButton, PromptDetour> {
  return new Map(detours.map((detour) => [detourButton(detour), detour]));
}

function detourButton(detour: PromptDetour): vscode.QuickInputButton {
  switch (detour) {
    case 'references':
      return { iconPath: new vscode.ThemeIcon('file-media'), tooltip: t('Add Reference Images…') };
    case 'options':
      return { iconPath: new vscode.ThemeIcon('gear'), tooltip: t('Options') };
    case 'recent':
      return { iconPath: new vscode.ThemeIcon('history'), tooltip: t('Recent Prompts') };
    case 'provider':
      return { iconPath: new vscode.ThemeIcon('plug'), tooltip: t('Provider') };
    case 'secret':
      return { iconPath: new vscode.ThemeIcon('key'), tooltip: t('Set Key…') };
  }
}

export interface PromptQuestion {
  text: string;
  /** Whether the text is selected, so that typing replaces it. */
  isSelected: boolean;
  /** Text below the box: what Enter will do. */
  line: string;
  maxLength?: number;
  /** Replaces the texts for a new image. */
  labels?: { title: string; placeholder: string; missing: string };
  /** Shown below the box while the text is fine; adds a button that asks for the missing key. */
  missingSecret?: string;
  /** Whether the model accepts reference images. */
  hasReferences?: boolean;
}

/** Undefined if the user dismissed it. */
export function askPrompt(question: PromptQuestion): Promise<PromptAnswer | undefined> {
  const input = vscode.window.createInputBox();
  const { labels, hasReferences = false, missingSecret } = question;
  const warning = missingSecret && { message: missingSecret, severity: vscode.InputBoxValidationSeverity.Warning };
  const buttons = detourButtons([
    ...(missingSecret ? (['secret'] as const) : []),
    ...(hasReferences ? (['references'] as const) : []),
    'options',
    'recent',
    'provider',
  ]);
  input.title = labels?.title ?? t('Generate Image');
  input.placeholder = labels?.placeholder ?? t('Describe the image you want');
  input.prompt = question.line;
  input.ignoreFocusOut = true;
  input.buttons = [...buttons.keys()];
  input.value = question.text;
  input.validationMessage = warning;
  if (question.isSelected) input.valueSelection = [0, question.text.length];
  else input.valueSelection = [question.text.length, question.text.length];

  return new Promise((resolve) => {
    const answer = (action: PromptAnswer['action']): void => {
      resolve({ action, text: input.value });
      input.hide();
    };
    input.onDidChangeValue((value) => (input.validationMessage = lengthProblem(value, question.maxLength) ?? warning));
    input.onDidAccept(() => {
      const text = input.value.trim();
      if (text === '') input.validationMessage = labels?.missing ?? t('Enter a prompt that describes the image.');
      else if (lengthProblem(text, question.maxLength) === undefined) answer('start');
    });
    input.onDidTriggerButton((button) => {
      const action = buttons.get(button);
      if (action) answer(action);
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function lengthProblem(text: string, maxLength: number | undefined): string | undefined {
  if (maxLength === undefined || text.length <= maxLength) return undefined;
  return t('The prompt has {length} characters. This model accepts up to {max}.', {
    length: text.length,
    max: maxLength,
  });
}
