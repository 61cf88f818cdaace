/** The actions of history entries, defined once for key, menu item and button. */
import type { AdminRoute } from '../../../../src/shared/protocol/pages/adminRoute';
import type { ComparedId } from '../../../../src/shared/protocol/pages/compare';
import type { AdminStrings } from '../../../../src/shared/protocol/strings';
import { isMac } from '../../../lib/format/keyNames';
import type { MenuItem } from '../../../lib/controls/menuItem';
import { fill } from '../../../lib/format/format';
import type { EntryOperations } from './entryOperations';
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

interface ActionContext {
  history: HistoryState;
  operations: EntryOperations;
  strings: AdminStrings;
  /** Shows another page. */
  open(route: AdminRoute): void;
  compare(images: ComparedId[]): void;
}

type LabelAndKey = readonly [label: string, keys: string];

export function entryActions({ history, operations, strings, open, compare }: ActionContext): EntryAction[] {
  const available = (): undefined => undefined;
  const forEntry = (group: number, [label, keys]: LabelAndKey, run: () => unknown): EntryAction => {
    return { group, label, keys, run: () => void run(), needsImage: false, blocked: available };
  };
  const forImage = (group: number, labelAndKey: LabelAndKey, run: () => unknown): EntryAction => {
    return { ...forEntry(group, labelAndKey, run), needsImage: true };
  };
  const asReferences = (labelAndKey: LabelAndKey, more: { adds?: true }): EntryAction => ({
    ...forImage(1, labelAndKey, () => history.references && open({ ...history.references, ...more })),
    blocked: () => (history.references ? undefined : fill(strings.tooManyReferences, { count: maxReferences })),
  });
  const reuse = (): void => {
    if (history.chosenEntry) open({ page: 'create', parametersOf: history.chosenEntry.jobId });
  };
  return [
    forImage(0, [strings.insert, 'I'], () => operations.act('insert')),
    forImage(0, [strings.open, 'O'], () => operations.act('open')),
    asReferences([strings.editAgain, 'E'], {}),
    asReferences([strings.useAsReference, 'U'], { adds: true }),
    forEntry(1, [strings.reuse, 'R'], reuse),
    forEntry(1, [strings.again, 'G'], () => operations.again()),
    {
      ...forImage(1, [strings.compare, 'C'], () => history.compared && compare(history.compared)),
      blocked: () => (history.compared ? undefined : strings.compareTwo),
    },
    forImage(2, [strings.copyImage, ''], () => operations.copyImage()),
    forImage(2, [strings.copyPath, ''], () => operations.act('copyPath')),
    forImage(2, [strings.copyMarkdown, ''], () => operations.act('copyMarkdown')),
    forImage(2, [strings.saveAs, ''], () => operations.act('saveAs')),
    forImage(2, [strings.reveal, ''], () => operations.act('reveal')),
    forImage(3, [strings.favorite, 'F'], () => operations.setFavorite()),
    forEntry(3, [strings.delete, 'Delete'], () => operations.remove()),
  ].map((action) => ({ ...action, run: () => runOrShowReason(history, action) }));
}

function runOrShowReason(history: HistoryState, { blocked, run, needsImage }: EntryAction): void {
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
export function menuOf(actions: readonly EntryAction[], { hasImage }: { hasImage: boolean }): (MenuItem | undefined)[] {
  const fitting = actions.filter(({ needsImage }) => hasImage || !needsImage);
  return fitting.flatMap((action, index) => {
    const { label, keys, run } = action;
    const reason = action.blocked();
    const item: MenuItem = { label, keys, run, ...(reason === undefined ? {} : { reason }) };
    return index > 0 && fitting[index - 1]?.group !== action.group ? [undefined, item] : [item];
  });
}
