/** How the calls of the page Create are answered. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { CreateApi, CreateDraft, CreateResult } from '../../../../shared/protocol/create';
import type { JobView, ReferenceImage } from '../../../../shared/model/jobs';
import type { Estimate } from '../../../../shared/model/money';
import type { Handlers } from '../../../../shared/protocol/rpc';
import { isImagePath } from '../../../workspaceImages/imageFiles';
import { pickImage } from '../../../workspaceImages/pickImages';
import { importFiles, startOne } from '../../../requests/editing/startEdits';
import { destinationHere, workspaceFolder } from '../../../workspaceImages/imageActions';
import { ensureSecrets } from '../../../quickInput/secretInput';
import { outputFolder } from '../../../platform/settings';
import { t } from '../../../platform/translate';
import { omittedMessage } from '../../../messages/edits';
import { overCapMessage } from '../../../messages/money';
import type { HandlerOptions } from '../shared/context';
import { jobLine, imageOf } from '../shared/entryViews';
import { isKnown } from '../../images/imagesView';
import { decide, type Aim, type CreateContext, type Decided } from './draft';
import { formView } from './form';
import { valuesOf } from './values';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type FormVerbs = 'createForm' | 'createStart' | 'createResults' | 'createLike' | 'createPrompts';

export function createHandlers(options: HandlerOptions): Handlers<CreateApi> {
  return { ...formHandlers(options), ...referenceHandlers(options) };
}

function formHandlers(options: HandlerOptions): Pick<Handlers<CreateApi>, FormVerbs> {
  const { engine, userState, webview } = options;
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.file(file)).toString();
  const world = async (): Promise<CreateContext> => ({ easel: await engine.get(), userState });
  return {
    createForm: {
      accepts: takes(schema.draft),
      run: async ([draft]) => {
        const { easel } = await world();
        const decided = decide({ easel, userState }, draft);
        await remember({ easel, userState }, draft, decided);
        const folder = workspaceFolder() ? outputFolder() : undefined;
        const url = (reference: ReferenceImage): string => address(easel.images.referencePath(reference));
        return formView(decided, { t, folder, url, estimate: estimateOf(easel, decided) });
      },
    },
    createStart: {
      accepts: takes(schema.draft, schema.prompt),
      run: async ([draft, prompt]) => start(await world(), draft, prompt),
    },
    createResults: {
      accepts: takes(schema.fewIds),
      run: async ([jobIds]) => {
        const { easel } = await world();
        const known = jobIds.filter((jobId) => isKnown(easel, jobId)).map((jobId) => easel.jobs.get(jobId));
        return known.map((job): CreateResult => {
          const images = job.images.map((image) => ({
            imageId: image.id,
            ...imageOf(image, { url: ({ id }) => address(easel.images.path(id)) }),
          }));
          return { job: jobLine(job, t), images };
        });
      },
    },
    createLike: {
      accepts: takes(fields.id),
      run: async ([jobId]) => {
        const { easel } = await world();
        return like({ easel, userState }, easel.jobs.get(jobId));
      },
    },
    createPrompts: { accepts: takes(), run: async () => (await engine.get()).history.recentPrompts(100) },
  };
}

/** Stores the choices for the next form and command. */
async function remember(
  { userState }: CreateContext,
  draft: CreateDraft,
  { aim, kind, usualId }: Decided,
): Promise<void> {
  if (!aim || usualId === undefined) return;
  const { id } = aim.provider.config;
  if (draft.providerId === id && (userState.provider(usualId, kind) ?? usualId) !== id) {
    await userState.keepProvider(id, usualId, kind);
  }
  const isSame = JSON.stringify(userState.choices(id, kind)) === JSON.stringify(aim.choices);
  if (draft.values && Object.keys(aim.wrong).length === 0 && !isSame)
    await userState.keepChoices(id, aim.choices, kind);
}

/** Works without a prompt. */
function estimateOf(easel: Easel, { aim, references, kind }: Decided): Estimate | undefined {
  if (!aim) return undefined;
  const prompt = '?';
  const isBatch = aim.target.kind === 'edit' && aim.target.target.limits.edit === undefined;
  const asked = isBatch ? { kind: 'batch' as const, prompts: [prompt] } : { kind };
  return easel.spending.estimate(
    { ...aim.choices, ...asked, prompt, references },
    { providerId: aim.provider.config.id },
  );
}

/** False if the user declines. */
async function confirmsCap(easel: Easel, decided: Decided): Promise<boolean> {
  const { overCap, amount } = estimateOf(easel, decided) ?? {};
  if (overCap?.atCap !== 'warn') return true;
  const start = t('Start');
  const text = overCapMessage(overCap, amount ?? 0, t);
  return (await vscode.window.showWarningMessage(text, { modal: true }, start)) === start;
}

/** @throws EaselError if it does not fit the model. */
async function start({ easel, userState }: CreateContext, draft: CreateDraft, prompt: string): Promise<string[]> {
  const decided = decide({ easel, userState }, draft);
  const { aim, references, mask } = decided;
  if (!aim || !(await confirmsCap(easel, decided)) || !(await ensureSecrets(easel, aim.provider))) return [];
  const options = draft.like === undefined ? undefined : ownOptions(easel, draft.like, aim);
  if (aim.target.kind === 'generate') {
    const imageRequest = { ...aim.choices, ...(options ? { options } : {}), kind: 'generate' as const, prompt };
    return easel.jobs.start(imageRequest, { providerId: aim.provider.config.id, destination: destinationHere() });
  }
  const handedIn = {
    draft: { target: aim.target.target, choices: aim.choices },
    prompts: [prompt],
    suffix: 'edit' as const,
    given: options ? { options } : {},
    // Without a source file there is no folder to save beside.
    ...(references[0]?.source === undefined ? { destination: destinationHere() } : {}),
    ...(mask && aim.limits.mask ? { mask } : {}),
  };
  return startOne(easel, handedIn, references);
}

/** Another provider type has other options. */
function ownOptions(easel: Easel, jobId: string, { provider }: Aim): JobView['request']['options'] {
  if (!isKnown(easel, jobId)) return undefined;
  const { providerType, request } = easel.jobs.get(jobId);
  return providerType === provider.config.type ? request.options : undefined;
}

async function like(
  { easel, userState }: CreateContext,
  job: JobView,
): Promise<{ prompt: string; draft: CreateDraft }> {
  const { request } = job;
  const { references, mask, options } = request;
  await userState.keepReferences([...references, ...(mask ? [mask] : [])]);
  const hashes = references.map(({ hash }) => hash);
  const bare: CreateDraft = { providerId: job.providerId, references: hashes };
  const { aim } = decide({ easel, userState }, { ...bare, values: { model: request.model ?? '' } });
  const { seed, ...others } = request;
  const asked = request.seedChosen || seed === undefined ? others : { ...others, seed };
  return {
    prompt: request.prompt,
    draft: {
      ...bare,
      ...(mask ? { mask: mask.hash } : {}),
      ...(aim ? { values: valuesOf(asked, aim.fields) } : {}),
      ...(options ? { like: job.id } : {}),
    },
  };
}

type ReferenceVerbs = 'createPick' | 'createFromHistory' | 'createFromFiles' | 'createFromBytes';

function referenceHandlers({ engine, userState }: HandlerOptions): Pick<Handlers<CreateApi>, ReferenceVerbs> {
  const keep = async (references: ReferenceImage[]): Promise<{ hashes: string[] }> => {
    await userState.keepReferences(references);
    return { hashes: references.map(({ hash }) => hash) };
  };
  const keepFiles = async (uris: readonly vscode.Uri[], others: readonly string[] = []) => {
    const { kept, unread } = await importFiles(await engine.get(), uris);
    const leftOut = [...others, ...unread];
    return { ...(await keep(kept)), ...(leftOut.length > 0 ? { problem: omittedMessage(leftOut, t) } : {}) };
  };
  return {
    createPick: {
      accepts: takes(),
      run: async () => keepFiles((await pickImage(t('References'))) ?? []),
    },
    createFromHistory: {
      accepts: takes(schema.fewIds),
      run: async ([imageIds]) => {
        const easel = await engine.get();
        const references: ReferenceImage[] = [];
        for (const imageId of imageIds) {
          const { fileName, deliveredTo } = easel.images.get(imageId);
          const source = deliveredTo === undefined ? {} : { source: deliveredTo };
          references.push(
            await easel.images.importReference(await easel.images.bytes(imageId), { name: fileName, ...source }),
          );
        }
        return keep(references);
      },
    },
    createFromFiles: {
      accepts: takes(schema.uris),
      run: ([texts]) => {
        const uris = texts.map(droppedUri);
        // Only files of the workspace, which the user sees in the Explorer.
        const isTaken = (uri: vscode.Uri): boolean =>
          vscode.workspace.getWorkspaceFolder(uri) !== undefined && isImagePath(uri.path);
        const others = uris.filter((uri) => !isTaken(uri)).map(({ path }) => schema.safeName(path));
        return keepFiles(uris.filter(isTaken), others);
      },
    },
    createFromBytes: {
      accepts: takes(schema.imageBytes, schema.fileName),
      run: async ([bytes, name]) => {
        const easel = await engine.get();
        return keep([await easel.images.importReference(bytes, { name: schema.safeName(name) })]);
      },
    },
  };
}

/** In a remote window, dropped files have the scheme `vscode-remote`. */
function droppedUri(text: string): vscode.Uri {
  const uri = vscode.Uri.parse(text);
  const here = uri.scheme === 'vscode-remote' ? uri.with({ scheme: 'file', authority: '' }) : uri;
  // Normalized, because `..` could lead out of the folder.
  return vscode.Uri.joinPath(here, '.');
}
