/** How the verbs of the admin page are served. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { CleanUp } from '../../../engine/surface/history';
import type { HistoryEntry } from '../../../engine/surface/history';
import type { AdminApi, Age, EntryQuery, Facets } from '../../../shared/protocol/admin';
import type { EntryView } from '../../../shared/protocol/views';
import type { ImageView } from '../../../shared/model/jobs';
import type { Handlers } from '../../../shared/protocol/rpc';
import { t } from '../../platform/translate';
import { imageUrls, type HandlerOptions } from './shared/context';
import { compareHandlers } from './compare/handlers';
import { createHandlers } from './create/handlers';
import { targetForPage } from './create/route';
import { jobHandlers } from './jobs/handlers';
import { providersHandlers } from './providers/handlers';
import { serviceHandlers } from './service/handlers';
import { startInBackground } from './shared/startInBackground';
import { statisticsHandlers } from './statistics/handlers';
import * as guards from '../shared/guards';
import { detailView, entryView, historyQuery, type Surroundings } from './shared/entryViews';
import { readThumbnails, thumbnailHandlers } from '../shared/thumbnailHandlers';

const day = 86_400_000;

export function adminHandlers(options: HandlerOptions): Handlers<AdminApi> {
  return {
    inZone: { accepts: guards.takes(guards.isZone), run: ([name]) => Promise.resolve(options.zone.use(name)) },
    target: { accepts: guards.takes(), run: () => targetForPage(options.takeTarget(), options.userState) },
    ...jobHandlers(options),
    ...historyHandlers(options),
    ...thumbnailHandlers(options),
    ...imageHandlers(options),
    ...compareHandlers(options),
    ...createHandlers(options),
    ...providersHandlers(options),
    ...statisticsHandlers(options),
    ...serviceHandlers(options),
  };
}

type HistoryVerbs =
  | 'outline'
  | 'entries'
  | 'entryIndex'
  | 'facets'
  | 'entriesWithThumbnails'
  | 'detail'
  | 'setFavourite'
  | 'remove'
  | 'restore'
  | 'old'
  | 'cleanUp';

function historyHandlers(options: HandlerOptions): Pick<Handlers<AdminApi>, HistoryVerbs> {
  const { engine, getThumbnails, zone } = options;
  const surroundings = (easel: Easel): Surroundings => {
    return {
      t,
      language: vscode.env.language,
      timeZone: zone.name(),
      url: imageUrls(options, easel),
      place: documentAnchorOf,
    };
  };
  const entriesOf = (easel: Easel, [query, offset, limit]: [EntryQuery, number, number]): EntryView[] => {
    const around = surroundings(easel);
    return easel.history.entries({ ...historyQuery(query), offset, limit }).map((entry) => entryView(entry, around));
  };
  return {
    outline: {
      accepts: guards.takes(guards.isEntryQuery),
      run: async ([query]) => ({
        days: (await engine.get()).history.outline(historyQuery(query), zone.calendar().dayOf),
      }),
    },
    entries: {
      accepts: guards.takes(guards.isEntryQuery, guards.isOffset, guards.isLimit),
      run: async (values) => entriesOf(await engine.get(), values),
    },
    entriesWithThumbnails: {
      accepts: guards.takes(guards.isEntryQuery, guards.isOffset, guards.isLimit),
      run: async (values) => {
        const [easel, small] = await Promise.all([engine.get(), getThumbnails()]);
        const entries = entriesOf(easel, values);
        const imageIds = entries.map(({ imageId }) => imageId);
        return { entries, thumbnails: await readThumbnails(easel, small, imageIds) };
      },
    },
    entryIndex: {
      accepts: guards.takes(guards.isEntryQuery, guards.isId, guards.isIdOrNull),
      run: async ([query, jobId, imageId]) =>
        (await engine.get()).history.entryIndex(historyQuery(query), jobId, imageId ?? undefined),
    },
    facets: { accepts: guards.takes(), run: async () => facetsOf(await engine.get()) },
    detail: {
      accepts: guards.takes(guards.isId, guards.isIdOrNull),
      run: async ([jobId, imageId]) => {
        const easel = await engine.get();
        const entry: HistoryEntry = {
          job: easel.jobs.get(jobId),
          ...(imageId === null ? {} : { image: easel.images.get(imageId) }),
        };
        return detailView(entry, surroundings(easel));
      },
    },
    setFavourite: {
      accepts: guards.takes(guards.isIds, guards.isFlag),
      run: async ([imageIds, isFavourite]) => {
        const { history } = await engine.get();
        if (isFavourite) history.addFavourites(imageIds);
        else history.removeFavourites(imageIds);
      },
    },
    remove: {
      accepts: guards.takes(guards.isChosen),
      run: async ([chosen]) => (await engine.get()).history.remove(chosen),
    },
    restore: {
      accepts: guards.takes(guards.isChosen),
      run: async ([chosen]) => (await engine.get()).history.restore(chosen),
    },
    old: {
      accepts: guards.takes(guards.isAge),
      run: async ([age]) => {
        const { imageIds, jobIds, bytes } = (await engine.get()).history.previewCleanUp(cleanUpOf(age));
        return { pictures: imageIds.length, jobs: jobIds.length, bytes };
      },
    },
    cleanUp: {
      accepts: guards.takes(guards.isAge),
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
  return { providers: providers.map(({ id, name }) => ({ id, name })), models: models.slice(0, guards.most.list) };
}

function cleanUpOf({ days, keepFavourites }: Age): CleanUp {
  return { before: Date.now() - days * day, keepFavourites };
}

/** Relative to the workspace; of a file elsewhere its name only. */
function documentAnchorOf({ deliveredTo, fileName }: ImageView): string | undefined {
  if (deliveredTo === undefined) return undefined;
  const uri = vscode.Uri.parse(deliveredTo);
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri, false) : fileName;
}

type ImageMethods = 'insert' | 'open' | 'saveAs' | 'copyPath' | 'copyMarkdown' | 'reveal';

function imageHandlers({ engine, actions }: HandlerOptions): Pick<Handlers<AdminApi>, ImageMethods> {
  const one = (run: (image: ImageView) => Promise<unknown>): Handlers<AdminApi>['open'] => ({
    accepts: guards.takes(guards.isId),
    run: async ([imageId]) => startInBackground(run((await engine.get()).images.get(imageId))),
  });
  const several = (run: (images: ImageView[]) => Promise<unknown>): Handlers<AdminApi>['insert'] => ({
    accepts: guards.takes(guards.isIds),
    run: async ([imageIds]) => {
      const easel = await engine.get();
      if (imageIds.length > 0) await startInBackground(run(imageIds.map((imageId) => easel.images.get(imageId))));
    },
  });
  // Waited for to its end: the page says that it is on the clipboard.
  const copied = (run: (images: ImageView[]) => Promise<boolean>): Handlers<AdminApi>['copyPath'] => ({
    accepts: guards.takes(guards.isIds),
    run: async ([imageIds]) => {
      const easel = await engine.get();
      return run(imageIds.map((imageId) => easel.images.get(imageId)));
    },
  });
  return {
    insert: several((images) => actions.insert(images)),
    open: one((image) => actions.open(image)),
    saveAs: one((image) => actions.saveAs(image)),
    copyPath: copied((images) => actions.copyPath(images)),
    copyMarkdown: copied((images) => actions.copyMarkdown(images)),
    reveal: one((image) => actions.reveal(image)),
  };
}
