/** Replaces VS Code's message functions: records messages and presses their buttons. */
import * as vscode from 'vscode';
import { searchLines } from '../../harness/reporting/leaks';
import { until } from '../../harness/until';

export interface ShownMessage {
  level: 'information' | 'warning' | 'error';
  text: string;
  buttons: string[];
  /** Detail text of a modal dialog. */
  detail: string;
  /** Presses a button; an empty text closes the message. */
  press(button: string): void;
}

export interface Messages {
  readonly shown: readonly ShownMessage[];
  /** Waits for a message with these words. */
  waitFor(words: RegExp): Promise<ShownMessage>;
  restore(): void;
}

type Show = (message: string, ...rest: unknown[]) => Thenable<string | undefined>;

/** From now on, messages are recorded instead of shown. */
export function watchMessages(): Messages {
  const shown: ShownMessage[] = [];
  const window = vscode.window as unknown as Record<string, Show>;
  const originals = new Map<string, Show | undefined>();
  const levels = {
    information: 'showInformationMessage',
    warning: 'showWarningMessage',
    error: 'showErrorMessage',
  } as const;
  for (const [level, name] of Object.entries(levels) as [ShownMessage['level'], string][]) {
    originals.set(name, window[name]);
    window[name] = (text, ...rest) =>
      new Promise((resolve) => {
        const buttons = rest.filter((item) => typeof item === 'string');
        const options = rest.find((item): item is vscode.MessageOptions => typeof item === 'object' && item !== null);
        const detail = options?.detail ?? '';
        shown.push({ level, text, buttons, detail, press: (button) => resolve(button === '' ? undefined : button) });
      });
  }
  return {
    shown,
    waitFor: (words) =>
      until(`a message ${String(words)}`, () => shown.find((message) => words.test(message.text)), {
        seen: () => shown.map((message) => message.text).join(' | ') || 'none',
      }),
    restore() {
      searchLines(
        'messages',
        shown.flatMap(({ text, buttons, detail }) => [text, ...buttons, detail]),
      );
      for (const [name, original] of originals) if (original) window[name] = original;
    },
  };
}
