import type { AdminRoute } from '../../../src/shared/protocol/pages/adminRoute';

/** Pages are created whenever their tab is chosen, but a route must be used only once. */
const used = new WeakSet<AdminRoute>();

/** @returns Whether it was not used before. */
export function takeOnce(route: AdminRoute): boolean {
  if (used.has(route)) return false;
  used.add(route);
  return true;
}
