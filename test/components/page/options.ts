/** What a page of the component tests is to show; the test hands it over, the page's host follows it. */
export interface StageOptions {
  /** The page of the tab, unless it is the view in the side bar. */
  page?: 'admin' | 'side' | 'images';
  /** What the browser says that it runs on; left out: what it does. */
  userAgent?: string;
  /** Entries of the history. */
  entries: number;
  /** Entries that came since; they are the newest. */
  newer?: number;
  /** Whether the host keeps no small images yet. */
  withoutThumbnails?: boolean;
  /** Of the newest entry. */
  prompt?: string;
  /** How many jobs are under way. */
  active?: number;
  /** Jobs that have ended. */
  ended?: number;
  /** Methods that are refused with a sentence. */
  refused?: Partial<Record<string, string>>;
  /** Methods that are never answered. */
  silent?: string[];
  /** What the page was opened for. */
  route?: unknown;
  /** What the page had kept of itself. */
  kept?: unknown;
  /** Images of the comparison, as the host gives them. */
  compared?: unknown[];
  /** What the page Create is given. */
  create?: { form: unknown; results?: unknown[]; prompts?: string[] };
  /** What methods are answered with, whatever they are asked. */
  answers?: Record<string, unknown>;
}

/** What the test reads and does in the page. */
export interface Stage {
  /** Calls that came, in their order. */
  calls: { method: string; values: unknown[] }[];
  /** Ids of calls that the page gave up. */
  cancelled: number[];
  kept: unknown;
  /** What the policy of the page refused. */
  violations: string[];
  options: StageOptions;
  tell(kind: 'job-changed' | 'history-changed' | 'route-changed', times?: number): void;
}
