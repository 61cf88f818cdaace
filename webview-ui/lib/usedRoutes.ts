import type { AdminTarget } from '../../src/shared/protocol/adminRoute';

/** Pages are made anew whenever their tab is chosen; what the page as a whole was opened for is meant once. */
const used = new WeakSet<AdminTarget>();

/** @returns Whether nobody had taken it before. */
export function takeOnce(target: AdminTarget): boolean {
  if (used.has(target)) return false;
  used.add(target);
  return true;
}
