import type { Host } from '../host';
import { gathered } from '../parts/kept';

/** Hears of changes until the page is gone. */
export function onChanges(host: Pick<Host<'admin'>, 'onEvent'>, run: () => void): () => void {
  const changes = gathered(run, 250);
  const stop = host.onEvent(() => changes.call());
  return () => {
    stop();
    changes.stop();
  };
}
