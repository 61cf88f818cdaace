/** What can be done with entries of the history: each thing once, for its key, its line in the menu and its button. */
import type { AdminTarget } from '../../src/shared/admin/target';
import type { ComparedId } from '../../src/shared/admin/compare';
import type { AdminStrings } from '../../src/shared/strings';
import type { MenuItem } from '../parts/menuItem';
import type { HistoryState } from './history.svelte';

export interface EntryAction extends MenuItem {
  /** Groups stand apart in the menu. */
  group: number;
  /** Whether it needs a picture; a job that ended without one has none. */
  needsPicture: boolean;
}

interface Surroundings {
  history: HistoryState;
  strings: AdminStrings;
  /** Shows another page. */
  open(target: AdminTarget): void;
  compare(pictures: ComparedId[]): void;
}

export function entryActions({ history, strings, open, compare }: Surroundings): EntryAction[] {
  const withPicture = (group: number, [label, keys]: [string, string], run: () => unknown): EntryAction => {
    return { group, label, keys, run: () => void run(), needsPicture: true };
  };
  const openReferences = (): void => {
    if (history.references) open(history.references);
  };
  const job = (): string | undefined => history.targets[0]?.jobId;
  const reuse = (): void => {
    const jobId = job();
    if (jobId !== undefined) open({ page: 'create', parametersOf: jobId });
  };
  return [
    withPicture(0, [strings.insert, 'I'], () => history.act('insert')),
    withPicture(0, [strings.open, 'O'], () => history.act('open')),
    withPicture(1, [strings.editAgain, 'E'], openReferences),
    withPicture(1, [strings.useAsReference, 'U'], () => {
      if (history.references) open({ ...history.references, adds: true });
    }),
    { group: 1, label: strings.reuse, keys: 'R', run: reuse, needsPicture: false },
    { group: 1, label: strings.again, keys: 'G', run: () => void history.again(), needsPicture: false },
    withPicture(1, [strings.compare, 'C'], () => {
      if (history.compared) compare(history.compared);
    }),
    withPicture(2, [strings.copyImage, ''], () => history.copyImage(strings.copyFailed)),
    withPicture(2, [strings.copyPath, ''], () => history.act('copyPath')),
    withPicture(2, [strings.copyMarkdown, ''], () => history.act('copyMarkdown')),
    withPicture(2, [strings.saveAs, ''], () => history.act('saveAs')),
    withPicture(2, [strings.reveal, ''], () => history.act('reveal')),
    withPicture(3, [strings.favourite, 'F'], () => history.setFavourite()),
    { group: 3, label: strings.delete, keys: 'Delete', run: () => void history.remove(), needsPicture: false },
  ];
}

/** The lines of the menu for what is chosen, groups apart. */
export function menuOf(actions: readonly EntryAction[], hasPicture: boolean): (MenuItem | undefined)[] {
  const fitting = actions.filter(({ needsPicture }) => hasPicture || !needsPicture);
  return fitting.flatMap((action, index) =>
    index > 0 && fitting[index - 1]?.group !== action.group ? [undefined, action] : [action],
  );
}
