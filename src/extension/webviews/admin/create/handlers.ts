/** Handlers of the page Create. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { CreateApi, CreateDraft, CreateResult } from '../../../../shared/protocol/pages/create';
import type { JobView, ReferenceImage } from '../../../../shared/model/jobs';
import type { Estimate } from '../../../../shared/model/money';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { isImagePath } from '../../../workspaceImages/imageFiles';
import { pickImage } from '../../../workspaceImages/pickImages';
import { confirmRequest } from '../../../requests/confirmRequest';
import { importFiles } from '../../../requests/importImages';
import type { SelectionContext } from '../../../requests/providerSelection';
import { estimateDraft } from '../../../requests/requestDraft';
import { startRequests } from '../../../requests/startRequests';
import { workspaceFolder } from '../../../workspaceImages/imageActions';
import { outputFolder } from '../../../platform/settings';
import { t } from '../../../platform/translate';
import { omittedMessage } from '../../../messages/edits';
import type { HandlerOptions } from '../shared/context';
import { jobLine, imageOf } from '../shared/entryViews';
import { isKnown } from '../../images/imagesView';
import { outlineOf, resolveDraft, type ResolvedDraft, type SelectedValues } from './draft';
import { formView } from './form';
import { valuesOf } from './values';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type FormMethods = 'createForm' | 'createStart' | 'createResults' | 'createLike' | 'createPrompts' | 'createSetSecret';

export function createHandlers(options: HandlerOptions): Handlers<CreateApi> {
  return { ...formHandlers(options), ...referenceHandlers(options) };
}

function formHandlers(options: HandlerOptions): Pick<Handlers<CreateApi>, FormMethods> {
  const { engine, userState, webview } = options;
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.file(file)).toString();
  const selectionContext = async (): Promise<SelectionContext> => ({ easel: await engine.get(), userState });
  return {
    createForm: {
      accepts: takes(schema.draft),
      run: async ([draft]) => {
        const { easel } = await selectionContext();
        const resolved = resolveDraft({ easel, userState }, draft);
        await remember({ easel, userState }, draft, resolved);
        const folder = workspaceFolder() ? outputFolder() : undefined;
        const url = (reference: ReferenceImage): string => address(easel.images.referencePath(reference));
        return formView(resolved, { t, folder, url, estimate: estimateOf(easel, resolved) });
      },
    },
    createStart: {
      accepts: takes(schema.draft, schema.prompt),
      run: async ([draft, prompt]) => start(await selectionContext(), draft, prompt),
    },
    createResults: {
      accepts: takes(schema.fewIds),
      run: async ([jobIds]) => {
        const { easel } = await selectionContext();
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
        const { easel } = await selectionContext();
        return draftLike({ easel, userState }, easel.jobs.get(jobId));
      },
    },
    createSetSecret: {
      accepts: takes(fields.id),
      run: async ([providerId]) => void (await vscode.commands.executeCommand('easel.setProviderKey', providerId)),
    },
    createPrompts: { accepts: takes(), run: async () => (await engine.get()).history.recentPrompts(100) },
  };
}

/** Stores the choices for the next form and command. */
async function remember(
  { userState }: SelectionContext,
  draft: CreateDraft,
  { selected, purpose, defaultId }: ResolvedDraft,
): Promise<void> {
  if (!selected || defaultId === undefined) return;
  const { selection, choices, rejected } = selected;
  const { id } = selection.provider.config;
  if (draft.providerId === id && (userState.provider(defaultId, purpose) ?? defaultId) !== id) {
    await userState.saveProvider(id, defaultId, purpose);
  }
  const isSame = JSON.stringify(userState.choices(id, purpose)) === JSON.stringify(choices);
  if (draft.values && Object.keys(rejected).length === 0 && !isSame) await userState.saveChoices(id, choices, purpose);
}

/** Works without a prompt. */
function estimateOf(easel: Easel, resolved: ResolvedDraft): Estimate | undefined {
  return resolved.selected && estimateDraft(easel, outlineOf(resolved, resolved.selected));
}

/** @throws EaselError if it does not fit the model. */
async function start({ easel, userState }: SelectionContext, draft: CreateDraft, prompt: string): Promise<string[]> {
  const resolved = resolveDraft({ easel, userState }, draft);
  const { selected, mask } = resolved;
  if (!selected) return [];
  const options = draft.like === undefined ? undefined : ownOptions(easel, draft.like, selected);
  const { purpose, limits } = selected.selection;
  const request = {
    ...outlineOf(resolved, selected),
    prompts: [prompt],
    ...(options ? { options } : {}),
    ...(mask && purpose === 'edit' && limits.mask ? { mask } : {}),
    placement: {},
  };
  return (await confirmRequest(easel, request)) ? startRequests(easel, request) : [];
}

/** Another provider type has other options. */
function ownOptions(easel: Easel, jobId: string, { selection }: SelectedValues): JobView['request']['options'] {
  if (!isKnown(easel, jobId)) return undefined;
  const { providerType, request } = easel.jobs.get(jobId);
  return providerType === selection.provider.config.type ? request.options : undefined;
}

async function draftLike(
  { easel, userState }: SelectionContext,
  job: JobView,
): Promise<{ prompt: string; draft: CreateDraft }> {
  const { request } = job;
  const { references, mask, options } = request;
  await userState.saveReferences([...references, ...(mask ? [mask] : [])]);
  const hashes = references.map(({ hash }) => hash);
  const base: CreateDraft = { providerId: job.providerId, references: hashes };
  const { selected } = resolveDraft({ easel, userState }, { ...base, values: { model: request.model ?? '' } });
  const { seed, ...others } = request;
  const parameters = request.seedChosen || seed === undefined ? others : { ...others, seed };
  return {
    prompt: request.prompt,
    draft: {
      ...base,
      ...(mask ? { mask: mask.hash } : {}),
      ...(selected ? { values: valuesOf(parameters, selected.selection.fields) } : {}),
      ...(options ? { like: job.id } : {}),
    },
  };
}

type ReferenceMethods = 'createPick' | 'createFromHistory' | 'createFromFiles' | 'createFromBytes';

function referenceHandlers({ engine, userState }: HandlerOptions): Pick<Handlers<CreateApi>, ReferenceMethods> {
  const save = async (references: ReferenceImage[]): Promise<{ hashes: string[] }> => {
    await userState.saveReferences(references);
    return { hashes: references.map(({ hash }) => hash) };
  };
  const saveFiles = async (uris: readonly vscode.Uri[], others: readonly string[] = []) => {
    const { kept, unread } = await importFiles(await engine.get(), uris);
    const omitted = [...others, ...unread];
    return { ...(await save(kept)), ...(omitted.length > 0 ? { problem: omittedMessage(omitted, t) } : {}) };
  };
  return {
    createPick: {
      accepts: takes(),
      run: async () => saveFiles((await pickImage(t('Reference Images'))) ?? []),
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
        return save(references);
      },
    },
    createFromFiles: {
      accepts: takes(schema.uris),
      run: ([texts]) => {
        const uris = texts.map(droppedUri);
        // Only files of the workspace, which the user sees in the Explorer.
        const isAccepted = (uri: vscode.Uri): boolean =>
          vscode.workspace.getWorkspaceFolder(uri) !== undefined && isImagePath(uri.path);
        const others = uris.filter((uri) => !isAccepted(uri)).map(({ path }) => schema.safeName(path));
        return saveFiles(uris.filter(isAccepted), others);
      },
    },
    createFromBytes: {
      accepts: takes(schema.imageBytes, schema.fileName),
      run: async ([bytes, name]) => {
        const easel = await engine.get();
        return save([await easel.images.importReference(bytes, { name: schema.safeName(name) })]);
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
