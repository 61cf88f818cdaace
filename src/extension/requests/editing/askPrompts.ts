/**
 * The list of prompts of a batch: Enter adds the text as a prompt, Enter in the empty box starts; several lines can be pasted.
 */
import * as vscode from 'vscode';
import { detourButtons, type PromptDetour } from '../../quickInput/promptInput';
import { t } from '../../platform/translate';
import { escapeIcons } from '../../../shared/format/sanitize';
import { truncate } from '../../messages/jobs';
import { promptsOf, pastedPrompts } from '../../quickInput/promptLines';
import { TypedText } from '../../quickInput/typedText';

export interface PromptsQuestion {
  title: string;
  prompts: readonly string[];
  /** Text in the box. */
  text: string;
  detours: readonly PromptDetour[];
  maxLength?: number;
  /** Describes what starting with these prompts will do. */
  line(prompts: readonly string[]): string;
}

export interface PromptsAnswer {
  action: 'start' | PromptDetour;
  prompts: string[];
  text: string;
}

interface PromptItem extends vscode.QuickPickItem {
  action: 'add' | 'start' | 'change' | 'nothing';
  /** Index of the prompt. */
  index?: number;
}

/** Undefined if dismissed. */
export function askPrompts(question: PromptsQuestion): Promise<PromptsAnswer | undefined> {
  const list = vscode.window.createQuickPick<PromptItem>();
  const detours = detourButtons(question.detours);
  const paste = { iconPath: new vscode.ThemeIcon('clippy'), tooltip: t('Paste Prompts, One per Line') };
  const removal = { iconPath: new vscode.ThemeIcon('close'), tooltip: t('Remove') };
  let prompts = [...question.prompts];

  const typed = new TypedText(question.text, (text) => {
    list.value = text;
  });
  const show = (): void => {
    list.items = itemsFor({ prompts, text: typed.value, removal, question });
    list.activeItems = list.items.slice(0, 1);
  };
  const replaceText = (text: string): void => {
    typed.set(text);
    show();
  };
  const add = (more: readonly string[]): void => {
    prompts = [...prompts, ...more];
    replaceText('');
  };
  /** VS Code joins the lines of a pasted text; only the clipboard has the line breaks. */
  const separatePaste = async (text: string): Promise<void> => {
    const found = pastedPrompts(text, await vscode.env.clipboard.readText());
    if (found && typed.value === text) add(found);
  };

  list.title = question.title;
  list.placeholder = t('Type a prompt and press Enter to add it, or paste several lines');
  list.ignoreFocusOut = true;
  list.keepScrollPosition = true;
  list.buttons = [paste, ...detours.keys()];
  list.value = question.text;
  let last = question.text;
  show();
  return new Promise((resolve) => {
    const answer = (action: PromptsAnswer['action']): void => {
      resolve({ action, prompts, text: typed.value.trim() });
      list.hide();
    };
    list.onDidChangeValue((text) => {
      typed.changed(text);
      const isPaste = last === '' && typed.value.length > 3;
      last = typed.value;
      show();
      if (isPaste) void separatePaste(last).catch(() => undefined);
    });
    list.onDidTriggerButton((button) => {
      const detour = detours.get(button);
      if (detour) return answer(detour);
      void vscode.env.clipboard.readText().then((text) => add(promptsOf(text)));
    });
    list.onDidTriggerItemButton(({ item }) => {
      prompts = prompts.filter((_, index) => index !== item.index);
      show();
    });
    list.onDidAccept(() => {
      const [item] = list.activeItems;
      const text = typed.value.trim();
      if (item?.action === 'change' && item.index !== undefined) {
        const { index } = item;
        const prompt = prompts[index] ?? '';
        // The text in the box takes the place of the prompt that moves into the box.
        prompts = prompts.flatMap((one, at) => (at === index ? (text === '' ? [] : [text]) : [one]));
        return replaceText(prompt);
      }
      if (text !== '') {
        if (question.maxLength === undefined || text.length <= question.maxLength) add([text]);
      } else if (prompts.length > 0) answer('start');
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

interface ListFacts {
  prompts: readonly string[];
  text: string;
  removal: vscode.QuickInputButton;
  question: PromptsQuestion;
}

function itemsFor({ prompts, text, removal, question }: ListFacts): PromptItem[] {
  const typed = text.trim();
  const first = typed === '' ? startItem(prompts, question) : addItem(typed, question.maxLength);
  const all: PromptItem[] = prompts.map((prompt, index) => ({
    // The number shows the order even while the list is filtered.
    label: `${index + 1}. ${escapeIcons(truncate(prompt, 100))}`,
    action: 'change',
    index,
    alwaysShow: true,
    buttons: [removal],
  }));
  return [first, ...all];
}

function startItem(prompts: readonly string[], { line }: PromptsQuestion): PromptItem {
  if (prompts.length === 0) {
    const label = `$(info) ${t('No prompts yet')}`;
    return { label, detail: line([]), action: 'nothing', alwaysShow: true };
  }
  const label =
    prompts.length === 1 ? t('Start with 1 prompt') : t('Start with {count} prompts', { count: prompts.length });
  return { label: `$(play) ${label}`, detail: line(prompts), action: 'start', alwaysShow: true };
}

function addItem(typed: string, maxLength: number | undefined): PromptItem {
  const isTooLong = maxLength !== undefined && typed.length > maxLength;
  return {
    label: `$(${isTooLong ? 'warning' : 'add'}) ${escapeIcons(truncate(typed, 100))}`,
    detail: isTooLong
      ? t('The prompt has {length} characters. This model accepts up to {max}.', {
          length: typed.length,
          max: maxLength,
        })
      : t('Press Enter to add this prompt'),
    action: isTooLong ? 'nothing' : 'add',
    alwaysShow: true,
  };
}
