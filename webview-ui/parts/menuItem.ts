/** A line of a menu. */
export interface MenuItem {
  label: string;
  /** The key that does the same; empty where there is none. */
  keys: string;
  run: () => void;
}
