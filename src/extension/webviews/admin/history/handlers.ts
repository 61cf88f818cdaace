/** Handlers of the page History. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { CleanUp, HistoryEntry } from '../../../../engine/surface/history';
import type { ImageView } from '../../../../shared/model/jobs';
import type { EntryAge, EntryQuery, Facets, HistoryApi } from '../../../../shared/protocol/pages/history';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import type { EntryView } from '../../../../shared/protocol/views/entries';
import { t } from '../../../platform/translate';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import { readThumbnails } from '../../shared/thumbnailHandlers';
import { imageUrls, type HandlerOptions } from '../shared/context';
import { detailView, entryView, historyQuery, type RenderContext } from '../shared/entryViews';
import { imageHandlers, type ImageMethods } from './imageHandlers';
import * as schema from './schema';

const day = 86_400_000;

type EntryMethods = Exclude<keyof HistoryApi, ImageMethods>;

export function historyHandlers(options: HandlerOptions): Handlers<HistoryApi> {
  return { ...entryHandlers(options), ...imageHandlers(options) };
}

function entryHandlers(options: HandlerOptions): Pick<Handlers<HistoryApi>, EntryMethods> {
  const { engine, getThumbnails, zone } = options;
  const renderContext = (easel: Easel): RenderContext => {
    return {
      t,
      language: vscode.env.language,
      timeZone: zone.name(),
      url: imageUrls(options, easel),
      workspacePath: workspacePathOf,
    };
  };
  const entriesOf = (easel: Easel, [query, offset, limit]: [EntryQuery, number, number]): EntryView[] => {
    const context = renderContext(easel);
    return easel.history.entries({ ...historyQuery(query), offset, limit }).map((entry) => entryView(entry, context));
  };
  return {
    outline: {
      accepts: takes(schema.entryQuery),
      run: async ([query]) => ({
        days: (await engine.get()).history.outline(historyQuery(query), zone.calendar().dayOf),
      }),
    },
    entries: {
      accepts: takes(schema.entryQuery, fields.offset, schema.limit),
      run: async (values) => entriesOf(await engine.get(), values),
    },
    entriesWithThumbnails: {
      accepts: takes(schema.entryQuery, fields.offset, schema.limit),
      run: async (values) => {
        const [easel, small] = await Promise.all([engine.get(), getThumbnails()]);
        const entries = entriesOf(easel, values);
        const imageIds = entries.map(({ imageId }) => imageId);
        return { entries, thumbnails: await readThumbnails(easel, small, imageIds) };
      },
    },
    entryIndex: {
      accepts: takes(schema.entryQuery, fields.id, fields.idOrNull),
      run: async ([query, jobId, imageId]) =>
        (await engine.get()).history.entryIndex(historyQuery(query), jobId, imageId ?? undefined),
    },
    facets: { accepts: takes(), run: async () => facetsOf(await engine.get()) },
    detail: {
      accepts: takes(fields.id, fields.idOrNull),
      run: async ([jobId, imageId]) => {
        const easel = await engine.get();
        const entry: HistoryEntry = {
          job: easel.jobs.get(jobId),
          ...(imageId === null ? {} : { image: easel.images.get(imageId) }),
        };
        return detailView(entry, renderContext(easel));
      },
    },
    setFavorite: {
      accepts: takes(fields.ids, fields.flag),
      run: async ([imageIds, isFavorite]) => {
        const { history } = await engine.get();
        if (isFavorite) history.addFavorites(imageIds);
        else history.removeFavorites(imageIds);
      },
    },
    remove: {
      accepts: takes(schema.selection),
      run: async ([selection]) => (await engine.get()).history.remove(selection),
    },
    restore: {
      accepts: takes(schema.selection),
      run: async ([selection]) => (await engine.get()).history.restore(selection),
    },
    old: {
      accepts: takes(schema.age),
      run: async ([age]) => {
        const { imageIds, jobIds, bytes } = (await engine.get()).history.previewCleanUp(cleanUpOf(age));
        return { images: imageIds.length, jobs: jobIds.length, bytes };
      },
    },
    cleanUp: {
      accepts: takes(schema.age),
      run: async ([age]) => {
        const easel = await engine.get();
        const { imageIds, jobIds } = easel.history.previewCleanUp(cleanUpOf(age));
        easel.history.remove({ imageIds, jobIds });
        return { imageIds, jobIds };
      },
    },
  };
}

function facetsOf(easel: Easel): Facets {
  const { providers, models } = easel.history.facets();
  return { providers: providers.map(({ id, name }) => ({ id, name })), models: models.slice(0, schema.maxListed) };
}

function cleanUpOf({ days, keepFavorites }: EntryAge): CleanUp {
  return { before: Date.now() - days * day, keepFavorites };
}

/** Path relative to the workspace; for a file outside, its name only. */
function workspacePathOf({ deliveredTo, fileName }: ImageView): string | undefined {
  if (deliveredTo === undefined) return undefined;
  const uri = vscode.Uri.parse(deliveredTo);
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri, false) : fileName;
}
