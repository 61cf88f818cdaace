import type { CompareStrings } from './pages/compare';
import type { CreateStrings } from './pages/create';
import type { ProvidersStrings } from './pages/providers';
import type { ServiceStrings } from './pages/service';
import type { StatisticsStrings } from './pages/statistics';
import type { PrefetchedCall } from './connection/prefetch';
import type { SideStrings } from './sidebar';

/**
 * The strings of a page. The host sends one object of them, in the user's language, when it opens the page; a missing
 * key is a type error. `{name}` stands for a value that the page fills in.
 */
export interface PageStrings {
  /** `{name}`, `{text}`: a name with a text after a colon. */
  namedText: string;
  /** `{list}`, `{item}`: a list and its next item. */
  listItems: string;
  imagesLabel: string;
  insert: string;
  open: string;
  saveAs: string;
  keys: string;
  /** `{size}` as in `16:9 · 2K`. */
  matchesRequest: string;
  /** `{asked}` and `{came}`, each a size, a ratio, a class or a format. */
  differsFromRequest: string;
  backgroundDiffers: string;
  transparent: string;
  /** `{seconds}` */
  seconds: string;
  fileGone: string;
  noImages: string;
  generate: string;
  failed: string;
  retry: string;
  openLog: string;
}

/** The strings of the admin page, beside those of {@link PageStrings}. */
export interface AdminStrings
  extends PageStrings, CompareStrings, CreateStrings, ProvidersStrings, StatisticsStrings, ServiceStrings, SideStrings {
  admin: string;
  jobs: string;
  history: string;
  loading: string;
  /** `{count}` */
  jobsRunning: string;
  /** `{count}` */
  jobsTab: string;
  /** `{count}` */
  jobsMore: string;
  recent: string;
  noJobs: string;
  cancel: string;
  cancelAll: string;
  keepWaiting: string;
  lookAgain: string;
  giveUp: string;
  again: string;
  minutes: string;
  hours: string;
  search: string;
  filters: string;
  /** `{count}` */
  filtersSet: string;
  state: string;
  kind: string;
  provider: string;
  model: string;
  date: string;
  sort: string;
  any: string;
  filterAny: string;
  stateDone: string;
  stateFailed: string;
  stateCancelled: string;
  stateLost: string;
  kindGenerate: string;
  kindEdit: string;
  kindBatch: string;
  today: string;
  yesterday: string;
  week: string;
  month: string;
  year: string;
  dates: string;
  from: string;
  to: string;
  newest: string;
  oldest: string;
  favoritesOnly: string;
  grid: string;
  list: string;
  cleanUp: string;
  emptyHistory: string;
  nothingFound: string;
  clearFilters: string;
  historyFailed: string;
  /** `{count}` */
  entries: string;
  selected: string;
  details: string;
  close: string;
  fit: string;
  actualSize: string;
  copyPath: string;
  copyMarkdown: string;
  reveal: string;
  copyImage: string;
  copyFailed: string;
  copied: string;
  editAgain: string;
  useAsReference: string;
  reuse: string;
  more: string;
  /** `{name}` */
  moreFor: string;
  favorite: string;
  delete: string;
  clearSelection: string;
  /** Shown when the selection reaches the limit. */
  selectedMost: string;
  compareTwo: string;
  tooManyReferences: string;
  warnings: string;
  providersTried: string;
  /** `{count}` */
  deleted: string;
  undo: string;
  cleanUpTitle: string;
  olderThan: string;
  /** `{name}`, `{count}` */
  ageCount: string;
  days7: string;
  days30: string;
  days90: string;
  days365: string;
  daysAll: string;
  keepFavorites: string;
  /** `{images}`, `{jobs}`, `{size}` */
  cleanUpCounts: string;
  cleanUpNothing: string;
  keysTitle: string;
  /** `places`: the pages, `compare` and `mask` where they work. */
  keysList: { keys: string; meaning: string; places: string[] }[];
  done: string;
}

/** What the page is started with, as JSON in the attribute `data-start` of its root element. */
export type PageStart =
  | { page: 'images'; strings: PageStrings }
  | {
      page: 'admin';
      strings: AdminStrings;
      /** The calls that a new page makes while it is loading. */
      first: readonly PrefetchedCall[];
    }
  | { page: 'side'; strings: AdminStrings };
