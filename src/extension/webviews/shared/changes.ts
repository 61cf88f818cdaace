/** Changes as a page is told of them: however many there are of a kind, it hears of them once in a while. Pure. */
import type { Clock, Disposable } from '../../../shared/platform/ports';
import type { EaselEvent } from '../../../shared/protocol/events';
import type { Engine } from '../../platform/engine';

/** Milliseconds in which changes are told as one. */
const tellEvery = 100;

type ChangeKind = 'job-changed' | 'history-changed' | 'providers-changed';

function isChange(kind: string): kind is ChangeKind {
  return kind === 'job-changed' || kind === 'history-changed' || kind === 'providers-changed';
}

interface Source {
  /** May be opened at a later try than the first: whatever opens it, the page hears from then on. */
  engine: Pick<Engine, 'onOpen'>;
  clock: Clock;
}

export function throttledChanges({ engine, clock }: Source, tell: (event: EaselEvent) => void): Disposable {
  const waiting = new Set<ChangeKind>();
  let timer: Disposable | undefined;
  let listening: Disposable | undefined;
  const add = (kind: ChangeKind): void => {
    waiting.add(kind);
    timer ??= clock.after(tellEvery, () => {
      timer = undefined;
      for (const one of waiting) tell(one === 'job-changed' ? { kind: one, id: '' } : { kind: one });
      waiting.clear();
    });
  };
  const opening = engine.onOpen((easel) => {
    listening?.dispose();
    listening = easel.onEvent(({ kind }) => {
      if (isChange(kind)) add(kind);
    });
  });
  return {
    dispose() {
      opening.dispose();
      listening?.dispose();
      timer?.dispose();
    },
  };
}
