/** What the admin page keeps of itself. */
import type { ComparedId } from '../../src/shared/protocol/compare';
import type { EntryQuery } from '../../src/shared/protocol/history';
import { daysBack } from './format';

export const tabs = ['create', 'jobs', 'history', 'providers', 'statistics', 'service'] as const;
export type Tab = (typeof tabs)[number];
export type Mode = 'grid' | 'list';

/** What survives hiding the tab and restoring the window. */
export interface ViewState {
  tab: Tab;
  mode: Mode;
  query: EntryQuery;
  /** Days that the query looks back, counted anew from each today; 0: its beginning is a date, or there is none. */
  days: number;
  active: number;
  scroll: number;
  /** Whether the entry that the keys act on is shown large. */
  isDetailOpen: boolean;
  /** Images that are held against each other. */
  compared?: ComparedId[];
  /** How they are looked at, in the shape of the comparison, which looks at it itself. */
  look?: unknown;
  /** What the other pages keep, each in its own shape, which it looks at itself. */
  pages: Partial<Record<Tab, unknown>>;
}

/** What was kept, as far as it has the right shape. The host looks at the query again. */
export function readViewState(value: unknown): ViewState {
  const kept = typeof value === 'object' && value !== null ? (value as Partial<Record<keyof ViewState, unknown>>) : {};
  const figure = (one: unknown): number => (typeof one === 'number' && one >= 0 ? one : 0);
  const query: EntryQuery = typeof kept.query === 'object' && kept.query !== null ? kept.query : {};
  const days = query.from === undefined ? 0 : figure(kept.days);
  return {
    tab: tabs.find((tab) => tab === kept.tab) ?? 'history',
    mode: kept.mode === 'list' ? 'list' : 'grid',
    query: days > 0 ? { ...query, from: daysBack(days, Date.now()) } : query,
    days,
    active: figure(kept.active),
    scroll: figure(kept.scroll),
    isDetailOpen: kept.isDetailOpen === true,
    ...(Array.isArray(kept.compared) ? { compared: kept.compared as ComparedId[] } : {}),
    look: kept.look,
    pages: typeof kept.pages === 'object' && kept.pages !== null ? kept.pages : {},
  };
}
