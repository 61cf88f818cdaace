/** Handlers that act on images of the history. */
import type { ImageView } from '../../../../shared/model/jobs';
import type { HistoryApi } from '../../../../shared/protocol/pages/history';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import type { HandlerOptions } from '../shared/context';
import { startInBackground } from '../shared/startInBackground';

export type ImageMethods = 'insert' | 'open' | 'saveAs' | 'copyPath' | 'copyMarkdown' | 'reveal';

export function imageHandlers({ engine, actions }: HandlerOptions): Pick<Handlers<HistoryApi>, ImageMethods> {
  const one = (run: (image: ImageView) => Promise<unknown>): Handlers<HistoryApi>['open'] => ({
    accepts: takes(fields.id),
    run: async ([imageId]) => startInBackground(run((await engine.get()).images.get(imageId))),
  });
  const several = (run: (images: ImageView[]) => Promise<unknown>): Handlers<HistoryApi>['insert'] => ({
    accepts: takes(fields.ids),
    run: async ([imageIds]) => {
      const easel = await engine.get();
      if (imageIds.length > 0) await startInBackground(run(imageIds.map((imageId) => easel.images.get(imageId))));
    },
  });
  // Awaited, because the page reports that the text is on the clipboard.
  const copied = (run: (images: ImageView[]) => Promise<boolean>): Handlers<HistoryApi>['copyPath'] => ({
    accepts: takes(fields.ids),
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
