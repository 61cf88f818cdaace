/** The confirmation that the editor shows before a tool spends money or writes a file. */
import * as vscode from 'vscode';
import { failureFrom } from '../../shared/model/easelError';
import { failureText } from '../notifications/messages';
import { ArgumentError } from '../parameters/parseArguments';
import type { Estimate } from '../../shared/model/money';
import { t } from '../platform/translate';
import { truncate } from '../messages/jobs';
import { overCapMessage } from '../messages/money';
import { joinSentences } from '../../shared/format/sentences';
import { confirmationLines, type ConfirmationFacts } from './answers/confirmationLines';

export interface Confirmation {
  title: string;
  running: string;
  facts: ConfirmationFacts;
}

/**
 * Creates the confirmation. If its facts can't be determined, the user is asked all the same: an error must never lead to
 * spending without a confirmation.
 */
export async function confirmationOf(
  prompt: string,
  ask: () => Promise<Confirmation>,
): Promise<vscode.PreparedToolInvocation> {
  try {
    const { title, running, facts } = await ask();
    return {
      invocationMessage: running,
      confirmationMessages: { title, message: markdownOf(confirmationLines(facts)) },
    };
  } catch (thrown) {
    const problem = thrown instanceof ArgumentError ? thrown.message : failureText(failureFrom(thrown));
    const message = markdownOf([`"${truncate(prompt, 300)}"`, problem, t('price unknown')]);
    return { confirmationMessages: { title: t('Generate images with Easel?'), message } };
  }
}

/** Warns about a spending cap that the request would exceed. */
export function capNotes({ overCap, amount = 0 }: Estimate): string[] {
  if (!overCap) return [];
  const isRefused = overCap.atCap === 'refuse' ? [t("It won't be started.")] : [];
  return [joinSentences([overCapMessage(overCap, amount, t), ...isRefused])];
}

/** Escapes all markup, because prompts and paths come from a model. */
function markdownOf(texts: readonly string[]): vscode.MarkdownString {
  const message = new vscode.MarkdownString();
  for (const [index, text] of texts.entries()) {
    if (index > 0) message.appendMarkdown('\n\n');
    message.appendText(text);
  }
  return message;
}
