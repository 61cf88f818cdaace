/**
 * Batches the engine's changes for a webview. Two limits work together, for two reasons: the host sends one message for all
 * changes of 100 ms, because a message crosses processes, and the network in a remote window; and what is shown in the page
 * reads its data again at most every 250 ms (`webview-ui/lib/host/changes.ts`), because that is several calls, each a query.
 */
import type { Clock, Disposable } from '../../../shared/platform/ports';
import type { ChangedArea, EaselEvent, WebviewEvent } from '../../../shared/protocol/connection/events';
import type { Engine } from '../../platform/engine/engine';

/** Milliseconds of changes that become one event. */
const batchEvery = 100;

interface Source {
  /** May open later: changes are sent from then on. */
  engine: Pick<Engine, 'onOpen'>;
  clock: Clock;
}

export function batchedChanges({ engine, clock }: Source, send: (event: WebviewEvent) => void): Disposable {
  const jobIds = new Set<string>();
  const areas = new Set<ChangedArea>();
  let timer: Disposable | undefined;
  let subscription: Disposable | undefined;

  function add(event: EaselEvent): void {
    if (event.kind === 'job-changed') jobIds.add(event.id);
    else if (event.kind === 'history-changed') areas.add('history');
    else if (event.kind === 'providers-changed') areas.add('providers');
    else return;
    timer ??= clock.after(batchEvery, flush);
  }

  function flush(): void {
    timer = undefined;
    send({ kind: 'changed', jobIds: [...jobIds], areas: [...areas] });
    jobIds.clear();
    areas.clear();
  }

  const opening = engine.onOpen((easel) => {
    subscription?.dispose();
    subscription = easel.onEvent(add);
  });
  return {
    dispose() {
      opening.dispose();
      subscription?.dispose();
      timer?.dispose();
    },
  };
}
