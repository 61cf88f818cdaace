/** The actions of history entries, defined once for key, menu item and button. */
import type { AdminRoute } from '../../../../src/shared/protocol/pages/adminRoute';
import type { ComparedId } from '../../../../src/shared/protocol/pages/compare';
import type { AdminStrings } from '../../../../src/shared/protocol/strings';
import { isMac } from '../../../lib/format/keyNames';
import type { MenuItem } from '../../../lib/controls/menuItem';
import { fill } from '../../../lib/format/format';
import { maxReferences, type HistoryState } from './history.svelte';

export interface EntryAction {
  label: string;
  /** The key of this action; empty if there is none. */
  keys: string;
  /** Groups are separated in the menu. */
  group: number;
  /** Whether it needs an image, which a failed job does not have. */
  needsImage: boolean;
  /** Why it is unavailable for the selection; undefined if it is available. */
  blocked(): string | undefined;
  run(): void;
}

interface Surroundings {
  history: HistoryState;
  strings: AdminStrings;
  /** Shows another page. */
  open(route: AdminRoute): void;
  compare(images: ComparedId[]): void;
}

type Keyed = readonly [label: string, keys: string];

export function entryActions({ history, strings, open, compare }: Surroundings): EntryAction[] {
  const never = (): undefined => undefined;
  const plain = (group: number, [label, keys]: Keyed, run: () => unknown): EntryAction => {
    return { group, label, keys, run: () => void run(), needsImage: false, blocked: never };
  };
  const withImage = (group: number, keyed: Keyed, run: () => unknown): EntryAction => {
    return { ...plain(group, keyed, run), needsImage: true };
  };
  const asReferences = (keyed: Keyed, more: { adds?: true }): EntryAction => ({
    ...withImage(1, keyed, () => history.references && open({ ...history.references, ...more })),
    blocked: () => (history.references ? undefined : fill(strings.tooManyReferences, { count: maxReferences })),
  });
  const reuse = (): void => {
    if (history.chosenEntry) open({ page: 'create', parametersOf: history.chosenEntry.jobId });
  };
  return [
    withImage(0, [strings.insert, 'I'], () => history.act('insert')),
    withImage(0, [strings.open, 'O'], () => history.act('open')),
    asReferences([strings.editAgain, 'E'], {}),
    asReferences([strings.useAsReference, 'U'], { adds: true }),
    plain(1, [strings.reuse, 'R'], reuse),
    plain(1, [strings.again, 'G'], () => history.again()),
    {
      ...withImage(1, [strings.compare, 'C'], () => history.compared && compare(history.compared)),
      blocked: () => (history.compared ? undefined : strings.compareTwo),
    },
    withImage(2, [strings.copyImage, ''], () => history.copyImage()),
    withImage(2, [strings.copyPath, ''], () => history.act('copyPath')),
    withImage(2, [strings.copyMarkdown, ''], () => history.act('copyMarkdown')),
    withImage(2, [strings.saveAs, ''], () => history.act('saveAs')),
    withImage(2, [strings.reveal, ''], () => history.act('reveal')),
    withImage(3, [strings.favorite, 'F'], () => history.setFavorite()),
    plain(3, [strings.delete, 'Delete'], () => history.remove()),
  ].map((action) => ({ ...action, run: () => runOrSay(history, action) }));
}

function runOrSay(history: HistoryState, { blocked, run, needsImage }: EntryAction): void {
  if (needsImage && history.images.length === 0) return;
  const reason = blocked();
  if (reason === undefined) run();
  else history.error = reason;
}

/** Runs the action of a key. Mac keyboards have Backspace in place of Delete. */
export function runByKey(actions: readonly EntryAction[], key: string): (() => void) | undefined {
  const wanted = isMac && key === 'Backspace' ? 'delete' : key.toLowerCase();
  return actions.find(({ keys }) => keys.toLowerCase() === wanted)?.run;
}

/** The menu items for the selection, with separators between groups. */
export function menuOf(actions: readonly EntryAction[], hasImage: boolean): (MenuItem | undefined)[] {
  const fitting = actions.filter(({ needsImage }) => hasImage || !needsImage);
  return fitting.flatMap((action, index) => {
    const { label, keys, run } = action;
    const reason = action.blocked();
    const item: MenuItem = { label, keys, run, ...(reason === undefined ? {} : { reason }) };
    return index > 0 && fitting[index - 1]?.group !== action.group ? [undefined, item] : [item];
  });
}
