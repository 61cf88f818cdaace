/** Reopens the input of a job with its values, so that they can be changed. */
import * as vscode from 'vscode';
import type { JobView } from '../../../shared/model/jobs';
import type { GenerateArguments } from '../../parameters/parseArguments';
import type { EditArguments } from './editArguments';

export type EditCommand = 'easel.editImage' | 'easel.batchEdit' | 'easel.makeVariations';

/** @param more Values that differ from the job's. */
export function reopenJob(
  job: JobView,
  more: Pick<GenerateArguments, 'provider' | 'chooseProvider'>,
): Thenable<unknown> {
  const { request } = job;
  const [edited, ...references] = request.references.map((reference) => reference.source);
  if (request.kind === 'generate' || edited === undefined)
    return vscode.commands.executeCommand('easel.generate', { draft: request.prompt, ...more });
  const isBatch = (request.prompts?.length ?? 0) > 1;
  return reopenEdit(isBatch ? 'easel.batchEdit' : 'easel.editImage', {
    images: [edited],
    references: references.filter((source) => source !== undefined),
    draft: isBatch ? (request.prompts ?? []).join('\n') : request.prompt,
    ...more,
  });
}

export function reopenEdit(command: EditCommand, given: EditArguments): Thenable<unknown> {
  switch (command) {
    case 'easel.editImage':
      return vscode.commands.executeCommand('easel.editImage', given);
    case 'easel.batchEdit':
      return vscode.commands.executeCommand('easel.batchEdit', given);
    case 'easel.makeVariations':
      return vscode.commands.executeCommand('easel.makeVariations', given);
  }
}
