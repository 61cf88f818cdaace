/** What every tool is made of. */
import type * as vscode from 'vscode';
import type { ExtensionServices } from '../platform/services';

/** Their names in the manifest. */
export type ToolName = 'easel_generate_image' | 'easel_edit_image' | 'easel_image_job' | 'easel_list_image_providers';

/** What the tools need of the window. */
export type ToolServices = Pick<ExtensionServices, 'engine' | 'userState' | 'log' | 'clock'>;

export interface Tool {
  /**
   * What the person sees before and while it runs. Without side effects. A tool that may spend money or write files always
   * has something to confirm, but for input that {@link Tool.invoke} refuses at once.
   */
  prepare(services: ToolServices, input: unknown): Promise<vscode.PreparedToolInvocation>;
  /**
   * Failures of jobs are answers in words: an agent that is told of an error calls again, and pays again.
   * @throws ArgumentError for input that the model should put right; nothing has happened then.
   */
  invoke(
    services: ToolServices,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult>;
}
