/** Shows failures with their actions as buttons. The texts come from `messages/failure/failureMessage.ts`. */
import * as vscode from 'vscode';
import { failureFrom } from '../../shared/model/easelError';
import type { Failure } from '../../shared/model/failure';
import { openSetting } from '../platform/settings';
import { t } from '../platform/translate';
import { actionLabel, type FailureAction } from '../messages/failure/actions';
import { failureMessage } from '../messages/failure/failureMessage';
import { escapeLinks } from '../../shared/format/sanitize';
import { joinSentences } from '../../shared/format/sentences';

/** Handlers of the actions. An action that has neither a handler nor a command isn't offered. */
export type FailureHandlers = Partial<Record<FailureAction, () => unknown>>;

/** The failure's message in the display language. */
export function failureText(failure: Failure): string {
  return failureMessage(failure, t).sentence;
}

/**
 * Shows a failure and runs the chosen action. A cancellation isn't shown.
 * @param lead Sentence before the message that says what failed.
 */
export async function showFailure(failure: Failure, handlers: FailureHandlers = {}, lead?: string): Promise<void> {
  if (failure.kind === 'cancelled') return;
  const message = failureMessage(failure, t);
  const offered = message.actions.filter((action) => handlerOf(action, failure, handlers) !== undefined);
  const labels = new Map(offered.map((action) => [actionLabel(action, t, failure.values), action]));
  const text = escapeLinks(joinSentences([lead ?? '', message.sentence]));
  const chosen = await show(failure)(text, ...(labels.size > 0 ? labels.keys() : okButton(text)));
  const action = chosen === undefined ? undefined : labels.get(chosen);
  if (action) await handlerOf(action, failure, handlers)?.();
}

/** Maximum width of a message that VS Code shows without truncation if it has no button, in Latin characters. */
const maxLineWidth = 52;

/** VS Code truncates a message without a button after the first line, so a longer one gets an OK button. */
function okButton(text: string): string[] {
  const width = [...text].reduce((sum, character) => sum + (/[\u2e80-\uffff]/.test(character) ? 2 : 1), 0);
  return width > maxLineWidth ? [t('OK')] : [];
}

/** Shows a message without actions. */
export async function showNotice(text: string, level: 'information' | 'warning' = 'information'): Promise<void> {
  const { showInformationMessage, showWarningMessage } = vscode.window;
  await (level === 'warning' ? showWarningMessage : showInformationMessage)(escapeLinks(text), ...okButton(text));
}

/** Shows any thrown value as a failure. */
export async function showThrown(thrown: unknown, handlers: FailureHandlers = {}): Promise<void> {
  await showFailure(failureFrom(thrown), handlers);
}

/** Runs an action if it has a handler. */
export async function runAction(action: FailureAction, failure: Failure, handlers: FailureHandlers): Promise<void> {
  await handlerOf(action, failure, handlers)?.();
}

type Show = (message: string, ...items: string[]) => Thenable<string | undefined>;

function show(failure: Failure): Show {
  const isMild = ['policy', 'bad-request', 'unsupported', 'rate', 'quota', 'cap', 'lost'].includes(failure.kind);
  const ours = isMild ? vscode.window.showWarningMessage : vscode.window.showErrorMessage;
  return (message, ...items) => ours(message, ...items);
}

function handlerOf(action: FailureAction, failure: Failure, handlers: FailureHandlers): (() => unknown) | undefined {
  if (action === 'set-option') return optionHandler(failure, handlers);
  return handlers[action] ?? ownHandler(action, failure);
}

/** Sets the option that the failure names, which the user confirms, and then offers to try again. */
function optionHandler({ providerId, values = {} }: Failure, { again }: FailureHandlers): (() => unknown) | undefined {
  const { option, value } = values;
  if (providerId === undefined || option === undefined || value === undefined) return undefined;
  return async () => {
    const isSet = await vscode.commands.executeCommand('easel.editProvider', { provider: providerId, option, value });
    if (isSet !== true) return;
    const tryAgain = actionLabel('again', t);
    const text = t('"{option}" is set to "{value}".', { option, value });
    const chosen = await vscode.window.showInformationMessage(text, ...(again ? [tryAgain] : []));
    if (chosen === tryAgain) await again?.();
  };
}

function ownHandler(
  action: Exclude<FailureAction, 'set-option'>,
  { providerId }: Failure,
): (() => unknown) | undefined {
  const command = (id: string) => () => vscode.commands.executeCommand(id, ...(providerId ? [providerId] : []));
  switch (action) {
    case 'open-log':
      return command('easel.openLog');
    case 'reload-window':
      return () => vscode.commands.executeCommand('workbench.action.reloadWindow');
    case 'open-settings':
      return () => openSetting('providers');
    case 'change-cap':
      return () => vscode.commands.executeCommand('easel.setCap');
    case 'add-provider':
      return () => vscode.commands.executeCommand('easel.addProvider');
    case 'set-key':
    case 'set-password':
      return providerId ? command('easel.setProviderKey') : undefined;
    case 'edit-provider':
      return providerId ? command('easel.editProvider') : undefined;
    case 'test-provider':
      return providerId ? command('easel.testProvider') : undefined;
    case 'choose-provider':
    case 'change-prompt':
    case 'again':
    case 'look-again':
    case 'keep-waiting':
    case 'save-as':
      return undefined;
  }
}
