/** Quick picks and input boxes with a back button. */
import * as vscode from 'vscode';

export interface PickOptions<Item extends vscode.QuickPickItem> {
  title: string;
  placeholder?: string;
  items: readonly Item[];
  /** The initially active item; the first one if undefined. */
  active?: Item | undefined;
  /** Shows a back button. */
  hasBack?: boolean;
  step?: { now: number; of: number };
  matchOnDetail?: boolean;
}

export type PickResult<Item> = { kind: 'item'; item: Item } | { kind: 'back' } | { kind: 'dismissed' };

/** `back`: the back button; `dismissed`: Escape. */
export function pick<Item extends vscode.QuickPickItem>(options: PickOptions<Item>): Promise<PickResult<Item>> {
  const quickPick = vscode.window.createQuickPick<Item>();
  quickPick.title = options.title;
  quickPick.placeholder = options.placeholder;
  quickPick.items = options.items;
  quickPick.ignoreFocusOut = true;
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = options.matchOnDetail ?? false;
  quickPick.step = options.step?.now;
  quickPick.totalSteps = options.step?.of;
  // With a separator as the active item, Enter would do nothing.
  if (options.active && options.active.kind !== vscode.QuickPickItemKind.Separator)
    quickPick.activeItems = [options.active];
  if (options.hasBack) quickPick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    quickPick.onDidAccept(() => {
      const [item] = quickPick.selectedItems;
      if (!item) return;
      resolve({ kind: 'item', item });
      quickPick.hide();
    });
    quickPick.onDidTriggerButton(() => {
      resolve({ kind: 'back' });
      quickPick.hide();
    });
    quickPick.onDidHide(() => {
      resolve({ kind: 'dismissed' });
      quickPick.dispose();
    });
    quickPick.show();
  });
}

export interface AskOptions {
  title: string;
  prompt?: string;
  placeholder?: string;
  value?: string;
  isPassword?: boolean;
  hasBack?: boolean;
  step?: { now: number; of: number };
  /** The validation message, or undefined if the text is valid. */
  check?(text: string): string | undefined;
}

export type AskResult = { kind: 'text'; text: string } | { kind: 'back' } | { kind: 'dismissed' };

/** An input box that stays open while `check` rejects the text. */
export function ask(options: AskOptions): Promise<AskResult> {
  const input = vscode.window.createInputBox();
  input.title = options.title;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.value = options.value ?? '';
  input.password = options.isPassword ?? false;
  input.ignoreFocusOut = true;
  input.step = options.step?.now;
  input.totalSteps = options.step?.of;
  if (options.hasBack) input.buttons = [vscode.QuickInputButtons.Back];
  const check = (text: string): string | undefined => options.check?.(text);
  return new Promise((resolve) => {
    input.onDidChangeValue(() => (input.validationMessage = undefined));
    input.onDidAccept(() => {
      const problem = check(input.value);
      if (problem !== undefined) {
        input.validationMessage = problem;
        return;
      }
      resolve({ kind: 'text', text: input.value });
      input.hide();
    });
    input.onDidTriggerButton(() => {
      resolve({ kind: 'back' });
      input.hide();
    });
    input.onDidHide(() => {
      resolve({ kind: 'dismissed' });
      input.dispose();
    });
    input.show();
  });
}
