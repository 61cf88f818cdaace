import type { AdminTarget } from '../../src/shared/protocol/adminRoute';

/** Pages are created whenever their tab is chosen, but a target must be used only once. */
const used = new WeakSet<AdminTarget>();

/** @returns Whether it was not used before. */
export function takeOnce(target: AdminTarget): boolean {
  if (used.has(target)) return false;
  used.add(target);
  return true;
}
