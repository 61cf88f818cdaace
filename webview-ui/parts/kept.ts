/** What the admin page keeps of itself. */
import type { ComparedId } from '../../src/shared/admin/compare';
import type { EntryQuery } from '../../src/shared/easelApi';

export const tabs = ['create', 'jobs', 'history', 'providers', 'statistics', 'service'] as const;
export type Tab = (typeof tabs)[number];
export type Mode = 'grid' | 'list';

/** What survives hiding the tab and restoring the window. */
export interface Kept {
  tab: Tab;
  mode: Mode;
  query: EntryQuery;
  active: number;
  scroll: number;
  /** Whether the entry that the keys act on is shown large. */
  isDetailOpen: boolean;
  /** Pictures that are held against each other. */
  compared?: ComparedId[];
  /** What the other pages keep, each in its own shape, which it looks at itself. */
  pages: Partial<Record<Tab, unknown>>;
}

/** What was kept, as far as it has the right shape. The host looks at the query again. */
export function readKept(value: unknown): Kept {
  const kept = typeof value === 'object' && value !== null ? (value as Partial<Record<keyof Kept, unknown>>) : {};
  const figure = (one: unknown): number => (typeof one === 'number' && one >= 0 ? one : 0);
  return {
    tab: tabs.find((tab) => tab === kept.tab) ?? 'history',
    mode: kept.mode === 'list' ? 'list' : 'grid',
    query: typeof kept.query === 'object' && kept.query !== null ? kept.query : {},
    active: figure(kept.active),
    scroll: figure(kept.scroll),
    isDetailOpen: kept.isDetailOpen === true,
    ...(Array.isArray(kept.compared) ? { compared: kept.compared as ComparedId[] } : {}),
    pages: typeof kept.pages === 'object' && kept.pages !== null ? kept.pages : {},
  };
}
