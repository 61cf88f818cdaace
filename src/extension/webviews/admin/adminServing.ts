/** What the admin page needs once it is open; loaded then, so that activating Easel does not load it. */
export { adminHandlers } from './adminHandlers';
export { throttledChanges } from '../shared/changes';
export { adminStrings } from './adminStrings';
export { createZone } from '../shared/zone';
