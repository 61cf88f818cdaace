/** Connects the parts of the extension. Nothing is registered here, and no code is loaded beyond what activation needs. */
import * as vscode from 'vscode';
import { createEngine } from './platform/engine/engine';
import { systemClock } from './platform/clock';
import { trackLastEditor } from './platform/documents/lastEditor';
import { lazy, once } from './platform/lazy';
import { createLog } from './platform/log';
import type { ExtensionServices, JobFollower } from './platform/services';
import { createUserState } from './platform/userState';
import type { Webviews } from './webviews/register';

export interface Composition {
  services: ExtensionServices;
  webviews: Webviews;
  /** Everything above that holds resources. */
  disposables: vscode.Disposable[];
}

export function createServices(context: vscode.ExtensionContext): Composition {
  const { extensionUri, globalStorageUri } = context;
  const log = createLog();
  const clock = systemClock;
  const userState = createUserState(context.globalState);
  const engine = createEngine({
    ports: async () =>
      (await import('./platform/engine/enginePorts')).createEnginePorts(context, { log, clock, userState }),
    builtFolder: vscode.Uri.joinPath(extensionUri, 'dist').fsPath,
  });

  const imageFolder = vscode.Uri.joinPath(globalStorageUri, 'vault');
  const images = lazy(async () =>
    (await import('./webviews/images/imagesPanel')).createImagesPanel({ extensionUri, imageFolder, engine, clock }),
  );
  const showImages: ExtensionServices['showImages'] = async (jobIds, anchor) =>
    (await images.get()).show(jobIds, anchor);

  const jobFollower = lazyJobFollower({ engine, clock, userState, showImages });
  const lastEditor = trackLastEditor();
  const getThumbnails = once(async () =>
    (await import('./webviews/shared/thumbnails')).openThumbnails({
      thumbnails: vscode.Uri.joinPath(globalStorageUri, 'thumbnails').fsPath,
      imageStore: imageFolder.fsPath,
    }),
  );
  const viewServices = { engine, clock, userState, jobFollower, showImages, lastEditor: lastEditor.get };
  const viewOptions = { extensionUri, imageFolder, getThumbnails, services: viewServices };
  const admin = lazy(async () => (await import('./webviews/admin/adminPanel')).createAdminPanel(viewOptions));
  const showAdmin: ExtensionServices['showAdmin'] = async (wanted) => (await admin.get()).show(wanted);

  return {
    services: { engine, userState, jobFollower, log, clock, showImages, showAdmin },
    webviews: { admin, images, sidebar: { ...viewOptions, showAdmin } },
    disposables: [log, images, jobFollower, lastEditor, admin],
  };
}

type FollowerServices = Pick<ExtensionServices, 'engine' | 'clock' | 'userState' | 'showImages'>;

function lazyJobFollower(services: FollowerServices): JobFollower {
  const follower = lazy(async () => (await import('./jobs/jobFollower')).createJobFollower(services));
  return {
    follow: async (jobIds, anchor) => (await follower.get()).follow(jobIds, anchor),
    regenerate: async (jobId, anchor) => (await follower.get()).regenerate(jobId, anchor),
    dispose: follower.dispose,
  };
}
