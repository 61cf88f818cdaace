/** A menu item. */
export interface MenuItem {
  label: string;
  /** The key of this action; empty if there is none. */
  keys: string;
  /** Why it is unavailable; choosing it shows the reason. */
  reason?: string;
  run: () => void;
}
