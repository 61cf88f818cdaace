import type { Host } from './host';
import { throttle } from './throttle';

/** Hears of changes until the page is gone. */
export function onChanges(host: Pick<Host<'admin'>, 'onEvent'>, run: () => void): () => void {
  const changes = throttle(run, 250);
  const stop = host.onEvent(() => changes.call());
  return () => {
    stop();
    changes.stop();
  };
}

interface Following {
  /** Told of changes, gathered. */
  changed: () => void;
  /** Told every second, for spans of time that grow. */
  second: () => void;
}

/** Hears of changes and of seconds until the page is gone. */
export function follow(host: Pick<Host<'admin'>, 'onEvent'>, { changed, second }: Following): () => void {
  const stop = onChanges(host, changed);
  const timer = setInterval(second, 1000);
  return () => {
    stop();
    clearInterval(timer);
  };
}
