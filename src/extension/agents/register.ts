/** Registers the tools; their code is loaded by the first call. */
import * as vscode from 'vscode';
import type { Tool, ToolServices, ToolName } from './tool';

const names: readonly ToolName[] = [
  'easel_generate_image',
  'easel_edit_image',
  'easel_image_job',
  'easel_list_image_providers',
];

/** The tools' implementations. */
export async function loadTools(): Promise<Readonly<Record<ToolName, Tool>>> {
  return (await import('./table')).tools;
}

/** Registers the tools if the editor supports agents; editors based on VS Code may not. */
export function registerTools(services: ToolServices): vscode.Disposable[] {
  const { lm } = vscode as { lm?: Partial<typeof vscode.lm> };
  if (typeof lm?.registerTool !== 'function') return [];
  return names.map((name) =>
    vscode.lm.registerTool<object>(name, {
      prepareInvocation: async ({ input }) => (await loadTools())[name].prepare(services, input),
      invoke: async ({ input }, token) => (await loadTools())[name].invoke(services, input, token),
    }),
  );
}
