/** The interface that every tool implements. */
import type * as vscode from 'vscode';
import type { ExtensionServices } from '../platform/services';

/** Names of the tools in the manifest. */
export type ToolName = 'easel_generate_image' | 'easel_edit_image' | 'easel_image_job' | 'easel_list_image_providers';

/** The services that tools use. */
export type ToolServices = Pick<ExtensionServices, 'engine' | 'userState' | 'log' | 'clock'>;

export interface Tool {
  /**
   * What the user sees before and while the tool runs. Has no side effects. A tool that may spend money or write files
   * always asks for a confirmation, except for input that {@link Tool.invoke} rejects.
   */
  prepare(services: ToolServices, input: unknown): Promise<vscode.PreparedToolInvocation>;
  /**
   * Failures of jobs are returned as text, not thrown: after an error, an agent would call again and pay again.
   * @throws ArgumentError for invalid input that the model should correct, before anything has happened.
   */
  invoke(
    services: ToolServices,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult>;
}
