/** `#editImage`: pictures of the workspace, changed by words. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { fail, failureFrom } from '../../shared/model/easelError';
import type { ReferenceImage } from '../../shared/model/jobs';
import {
  editCapableProviders,
  editTargetOf,
  findEditTarget,
  mainLimits,
  type EditTarget,
} from '../requests/editing/editSelection';
import { nameOf } from '../workspaceImages/sources';
import { importFiles, startOne, type StartedEdits } from '../requests/editing/startEdits';
import { ArgumentError } from '../parameters/parseArguments';
import { toolWaitSeconds } from '../platform/settings';
import { t } from '../platform/translate';
import { formatEffort, formatNames } from '../messages/edits';
import { truncate } from '../messages/jobs';
import { payOf } from '../messages/money';
import { formatCount, formatShape } from '../messages/promptLine';
import { failureAnswer } from './answerText';
import { answerOf, failedResult, resultOf } from './answer';
import { capNotes, confirmationOf, type Confirmation } from './confirmation';
import { parseEditInput, type EditInput } from './input';
import { imageAtPath, placeFor, type ToolPlace } from './paths';
import { providerIdOf, withFormat } from './providerMatch';
import { rejectedInput, stoppedMessage } from './refused';
import type { Tool, ToolServices } from './tool';
import { waitForJobs } from './waitForJobs';

export const editImage: Tool = {
  async prepare(services, value) {
    const input = rejectedInput(() => parseEditInput(value));
    return input ? confirmationOf(input.prompt, () => confirmation(services, input)) : {};
  },

  async invoke(services, value, token) {
    const input = parseEditInput(value);
    if (token.isCancellationRequested) return resultOf(stoppedMessage());
    try {
      const { place, images, references } = await placesOf(input);
      const easel = await services.engine.get();
      const target = await targetOfInput(services, easel, input);
      // Everything is read before anything is handed in: a file that is no picture costs nothing.
      const pictures = await keep(easel, images);
      const others = await keep(easel, references);
      const { jobIds, problems } = await startAll({ easel, input, target, place }, pictures, others);
      services.log.info(`Tool editImage: started ${jobIds.join(', ')}`);
      const waited = await waitForJobs({ easel, clock: services.clock }, jobIds, {
        limit: toolWaitSeconds() * 1000,
        token,
      });
      const { extension } = place;
      const notes = [...place.notes, ...problems];
      return await answerOf({ services, easel, notes, ...(extension === undefined ? {} : { extension }) }, waited);
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

interface Places {
  place: ToolPlace;
  images: vscode.Uri[];
  references: vscode.Uri[];
}

/** @throws ArgumentError for what is not in the workspace. */
async function placesOf({ path, images, references }: EditInput): Promise<Places> {
  const place = await placeFor(path, 'edit');
  if (images.length > 1 && place.destination?.fileName !== undefined) {
    throw new ArgumentError('easel_edit_image: with several images “path” must be a folder, such as assets/.');
  }
  return {
    place,
    images: await Promise.all(images.map((image) => imageAtPath(image))),
    references: await Promise.all(references.map((image) => imageAtPath(image))),
  };
}

interface Start {
  easel: Easel;
  input: EditInput;
  target: EditTarget;
  place: ToolPlace;
}

/** Hands in each picture by itself. @throws EaselError when none could be handed in. */
async function startAll(
  { easel, input, target, place }: Start,
  pictures: readonly ReferenceImage[],
  references: readonly ReferenceImage[],
): Promise<{ jobIds: string[]; problems: string[] }> {
  const start: StartedEdits = {
    draft: { target, choices: withFormat(input.choices, mainLimits(target), place.extension) },
    prompts: [input.prompt],
    suffix: 'edit',
    given: {},
    ...(place.destination ? { destination: place.destination } : {}),
  };
  const jobIds: string[] = [];
  const problems: string[] = [];
  for (const picture of pictures) {
    try {
      jobIds.push(...(await startOne(easel, start, [picture, ...references])));
    } catch (thrown) {
      if (pictures.length === 1) throw thrown;
      problems.push(`- ${picture.name}: ${failureAnswer(failureFrom(thrown), t)}`);
      if (problems.length === pictures.length) throw thrown;
    }
  }
  return { jobIds, problems };
}

async function keep(easel: Easel, uris: readonly vscode.Uri[]): Promise<ReferenceImage[]> {
  for (const uri of uris) await mustExist(uri);
  const { kept, unread } = await importFiles(easel, uris);
  const [name] = unread;
  if (name !== undefined) throw fail('bad-request', { reason: 'not-an-image', values: { name } });
  return kept;
}

async function mustExist(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    throw new ArgumentError(`easel_edit_image: there is no file ${vscode.workspace.asRelativePath(uri)}.`);
  }
}

async function targetOfInput(
  { userState }: ToolServices,
  easel: Easel,
  { provider, choices }: EditInput,
): Promise<EditTarget> {
  const wanted = providerIdOf(easel, provider);
  const nobody = wanted === undefined && editCapableProviders(easel).length === 0;
  const target = nobody ? undefined : await findEditTarget(easel, userState, wanted);
  if (!target) throw fail('settings', { reason: 'no-provider', values: { kind: 'edit' } });
  return choices.model === undefined ? target : editTargetOf(easel, target.provider, choices);
}

async function confirmation(services: ToolServices, input: EditInput): Promise<Confirmation> {
  const { place, images, references } = await placesOf(input);
  const easel = await services.engine.get();
  const target = await targetOfInput(services, easel, input);
  const { choices, prompt } = input;
  const { id: providerId, name: providerName } = target.provider.config;
  const kind = target.limits.edit ? 'edit' : 'batch';
  const imageRequest = { ...choices, kind, prompt, ...(kind === 'batch' ? { prompts: [prompt] } : {}) } as const;
  const estimate = easel.spending.estimate(imageRequest, { providerId, times: images.length });
  const names = formatNames(images.map(nameOf), t);
  const values = {
    names,
    provider: providerName,
    pictures: formatCount(estimate.pictures, t),
    prompt: truncate(prompt, 60),
  };
  return {
    title: t('Edit {names} with {provider}?', values),
    running: t('Editing {names} with {provider}: {prompt}', values),
    asked: {
      prompt,
      names: [formatNames([...images, ...references].map(nameOf), t)],
      providerName,
      shape: formatShape({ choices }),
      effort: formatEffort(payOf(estimate), t),
      where: place.shown,
      notes: [...place.notes, ...capNotes(estimate)],
    },
  };
}
