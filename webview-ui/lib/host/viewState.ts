/** The stored state of the admin page. */
import type { ComparedId } from '../../../src/shared/protocol/pages/compare';
import type { EntryQuery } from '../../../src/shared/protocol/pages/history';
import { daysBack } from '../format/format';

export const tabs = ['create', 'jobs', 'history', 'providers', 'statistics', 'service'] as const;
export type Tab = (typeof tabs)[number];
export type Mode = 'grid' | 'list';

/** What survives hiding the tab and restoring the window. */
export interface ViewState {
  tab: Tab;
  mode: Mode;
  query: EntryQuery;
  /** Days that the query looks back from today; 0: it starts at a date, or has no start. */
  days: number;
  active: number;
  scroll: number;
  /** Whether the details of the active entry are shown. */
  isDetailOpen: boolean;
  /** The compared images. */
  compared?: ComparedId[];
  /** The view of the comparison, which parses it. */
  look?: unknown;
  /** The state of the other pages, each parsed by its page. */
  pages: Partial<Record<Tab, unknown>>;
}

/** The stored state, as far as it has the right shape. The host parses the query again. */
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
