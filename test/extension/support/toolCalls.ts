/** Calls the chat tools as an agent does. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { dataPartClass } from '../../../src/extension/agents/answers/preview';
import type { Tool, ToolName, ToolServices } from '../../../src/extension/agents/tool';
import { systemClock } from '../../../src/extension/platform/clock';
import { searchLines } from '../../harness/reporting/leaks';
import { activated } from './host';
import { emptyUserState } from './userState';

interface DataPart {
  mimeType: string;
  data: Uint8Array;
}

export interface ToolAnswer {
  text: string;
  images: DataPart[];
}

/** Entry in `easel.providers` for a Qwen Image Service. */
export function serviceEntry(url: string, id: string, username: string): object {
  return {
    ...{ id, name: id, type: 'qwen-image-service', hosts: { domestic: url }, options: { username } },
    ...{ pollSeconds: 0.2, retry: false },
  };
}

/** Whether this editor has the class for previews, which the oldest supported one lacks. */
export function hasPreviewClass(): boolean {
  return dataPartClass(vscode) !== undefined;
}

/** Sets the editor's setting for agents that work unattended; undefined removes it. */
export async function approveTools(isApproved: true | undefined): Promise<void> {
  const chat = vscode.workspace.getConfiguration('chat');
  await chat.update('tools.global.autoApprove', isApproved, vscode.ConfigurationTarget.Global);
  // Skips the editor's warning about the setting.
  await vscode.commands.executeCommand(
    'setContext',
    'vscode.chat.tools.global.autoApprove.testMode',
    isApproved === true,
  );
}

/**
 * Calls a tool through the editor. Older editors show a confirmation even if tools are approved, and tests can't answer it; there
 * the tool is invoked directly.
 */
export async function call(name: ToolName, input: object, token?: vscode.CancellationToken): Promise<ToolAnswer> {
  try {
    return read(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token));
  } catch (thrown) {
    if (hasPreviewClass() || !/refused to show dialog/.test(String(thrown))) throw thrown;
    return invokeDirectly(name, input, token ?? new vscode.CancellationTokenSource().token);
  }
}

/** Invokes a tool without the editor, which drops the result of a canceled call. */
export async function invokeDirectly(
  name: ToolName,
  input: object,
  token: vscode.CancellationToken,
): Promise<ToolAnswer> {
  return read(await (await tools())[name].invoke(await services(), input, token));
}

function read({ content }: vscode.LanguageModelToolResult): ToolAnswer {
  const texts = content.filter((part) => part instanceof vscode.LanguageModelTextPart);
  const images = content.filter(isDataPart);
  const text = texts.map(({ value }) => value).join('\n');
  searchLines('answers of tools', [text]);
  return { text, images };
}

function isDataPart(part: unknown): part is DataPart {
  return typeof part === 'object' && part !== null && 'mimeType' in part && 'data' in part;
}

export async function confirmationOf(name: ToolName, input: object): Promise<{ title: string; message: string }> {
  const { confirmationMessages } = await (await tools())[name].prepare(await services(), input);
  assert.ok(confirmationMessages);
  const { title, message } = confirmationMessages;
  return { title, message: (typeof message === 'string' ? message : message.value).replaceAll('&nbsp;', ' ') };
}

/** The tools of the running extension: those of the test bundle have other error classes. */
export async function tools(): Promise<Readonly<Record<ToolName, Tool>>> {
  return (await activated()).tools();
}

export async function services(): Promise<ToolServices> {
  const { engine } = await activated();
  return {
    engine,
    userState: emptyUserState(),
    log: vscode.window.createOutputChannel('Test', { log: true }),
    clock: systemClock,
  };
}

export function idOf(text: string): string {
  const id = /\nJob: ([\w-]{36})$/.exec(text)?.[1];
  assert.ok(id, text);
  return id;
}
