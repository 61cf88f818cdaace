/** A line of a menu. */
export interface MenuItem {
  label: string;
  /** The key that does the same; empty where there is none. */
  keys: string;
  /** Why it can not be done now; choosing it says so. */
  reason?: string;
  run: () => void;
}
