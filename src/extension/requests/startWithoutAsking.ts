/** Starts the requests of other extensions: asks and shows nothing, and throws what can't be started. */
import * as vscode from 'vscode';
import { parseGenerateArguments } from '../parameters/generateArguments';
import { choicesOf } from '../parameters/parameters';
import { ArgumentError, type GenerateArguments } from '../parameters/parseArguments';
import { parseEditArguments, type EditArguments } from './editing/editArguments';
import { importAll } from './importImages';
import { selectProvider, type SelectionContext } from './providerSelection';
import type { ResultPlacement } from './destinations';
import { startRequests } from './startRequests';

/** @throws ArgumentError */
export function parseGenerateRequest(value: unknown): GenerateArguments {
  return parseGenerateArguments(value);
}

/** @throws ArgumentError */
export function parseEditRequest(value: unknown, method: 'edit' | 'batch'): EditArguments & { prompts: string[] } {
  const given = parseEditArguments(value, method);
  if (given.images === undefined || given.images.length === 0) {
    throw new ArgumentError(`${method}: "images" is missing. Specify the URI of at least one image.`);
  }
  const prompts = method === 'batch' ? (given.prompts ?? []) : given.prompt === undefined ? [] : [given.prompt];
  if (prompts.length === 0) throw new ArgumentError(`${method}: "prompt${method === 'batch' ? 's' : ''}" is missing.`);
  return { ...given, prompts };
}

/** @throws EaselError `settings`, `unsupported`, `bad-request`, `cap`. */
export function startGenerate(context: SelectionContext, given: GenerateArguments): Promise<string[]> {
  const { prompt = '', provider, options } = given;
  return startRequests(context.easel, {
    ...{ selection: selectProvider(context, 'generate', provider), choices: choicesOf(given) },
    ...{ prompts: [prompt], images: [], references: [] },
    ...(options ? { options } : {}),
    placement: placementOf(given),
  });
}

/**
 * @param given `prompts`: one for an edit, one or more for a batch.
 * @returns IDs of the jobs, in the order of the images.
 * @throws ArgumentError for an invalid URI; EaselError `settings`, `unsupported`, `bad-request`, `cap`; PartlyStarted if
 * jobs were started before.
 */
export async function startEdit(
  context: SelectionContext,
  given: EditArguments & { prompts: string[] },
): Promise<string[]> {
  const { easel } = context;
  const { prompts } = given;
  const selection = selectProvider(context, 'edit', given.provider);
  // All files are read before the first job starts, so that a file that isn't an image costs nothing.
  const images = await importAll(easel, (given.images ?? []).map(parsedUri));
  const references = await importAll(easel, (given.references ?? []).map(parsedUri));
  return startRequests(easel, {
    ...{ selection, choices: choicesOf(given), prompts, images, references },
    ...(given.options ? { options: given.options } : {}),
    placement: placementOf(given),
  });
}

function placementOf({ folder, fileName }: GenerateArguments): ResultPlacement {
  return { ...(folder === undefined ? {} : { folder }), ...(fileName === undefined ? {} : { fileName }) };
}

function parsedUri(text: string): vscode.Uri {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    throw new ArgumentError(`Specify images as URIs such as "file:///project/fox.png", not "${text.slice(0, 80)}".`);
  }
}
