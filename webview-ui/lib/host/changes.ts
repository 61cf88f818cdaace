import type { Host } from './host';
import { throttle } from './throttle';

/** Calls back on changes, at most every 250 ms, until the returned function is called. */
export function onChanges(host: Pick<Host<'admin'>, 'onEvent'>, run: () => void): () => void {
  const changes = throttle(run, 250);
  const stop = host.onEvent(() => changes.call());
  return () => {
    stop();
    changes.stop();
  };
}

interface Following {
  /** Called on changes, at most every 250 ms. */
  changed: () => void;
  /** Called every second, for growing durations. */
  second: () => void;
}

/** Calls back on changes and every second until the returned function is called. */
export function follow(host: Pick<Host<'admin'>, 'onEvent'>, { changed, second }: Following): () => void {
  const stop = onChanges(host, changed);
  const timer = setInterval(second, 1000);
  return () => {
    stop();
    clearInterval(timer);
  };
}
