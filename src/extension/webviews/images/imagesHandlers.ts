/** How the calls of the images panel are answered. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ImageView } from '../../../shared/model/jobs';
import type { ImagesApi, ImagesView } from '../../../shared/protocol/pages/images';
import type { Handlers } from '../../../shared/protocol/connection/rpc';
import { insertImages } from '../../insertion/insertImages';
import type { Engine } from '../../platform/engine/engine';
import { t } from '../../platform/translate';
import { openImages, saveImageAs } from '../../workspaceImages/imageActions';
import * as fields from '../shared/fields';
import { takes } from '../shared/parseValues';
import { imagesView, isKnown, latestJobIds } from './imagesView';
import type { InsertionAnchor } from './insertionAnchor';

interface ImagesHandlerOptions {
  engine: Pick<Engine, 'get'>;
  panel: vscode.WebviewPanel;
  anchor: InsertionAnchor;
  jobIds(): readonly string[];
}

export function imagesHandlers({ engine, panel, anchor, jobIds }: ImagesHandlerOptions): Handlers<ImagesApi> {
  const withImage = (run: (easel: Easel, image: ImageView) => Promise<unknown>): Handlers<ImagesApi>['insert'] => ({
    accepts: takes(fields.id),
    run: async ([imageId]) => {
      const easel = await engine.get();
      await run(easel, easel.images.get(imageId));
    },
  });
  const command = (name: 'easel.generate' | 'easel.openLog'): Handlers<ImagesApi>['generate'] => ({
    accepts: takes(),
    run: async () => {
      await vscode.commands.executeCommand(name);
    },
  });
  return {
    images: {
      accepts: takes(),
      run: async () => shownImages(await engine.get(), jobIds(), panel.webview),
    },
    insert: withImage((easel, image) => insertImages(easel, [image], anchor.get())),
    open: withImage((easel, image) => openImages(easel, [image])),
    saveAs: withImage((easel, image) => saveImageAs(easel, image)),
    generate: command('easel.generate'),
    openLog: command('easel.openLog'),
    close: {
      accepts: takes(),
      run: () => {
        panel.dispose();
        return Promise.resolve();
      },
    },
  };
}

function shownImages(easel: Easel, jobIds: readonly string[], webview: vscode.Webview): ImagesView | undefined {
  const known = jobIds.filter((id) => isKnown(easel, id));
  const ids = known.length > 0 ? known : latestJobIds(easel);
  const urlOf = (image: ImageView): string =>
    webview.asWebviewUri(vscode.Uri.file(easel.images.path(image.id))).toString();
  return imagesView(
    ids.map((id) => easel.jobs.get(id)),
    urlOf,
    t,
  );
}
