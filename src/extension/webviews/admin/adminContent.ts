/** The content of the admin page, loaded while VS Code creates the webview, so that the empty tab appears at once. */
export { adminHandlers } from './adminHandlers';
export { adminStrings } from './adminStrings';
export { batchedChanges } from '../shared/batchedChanges';
export { createAdminActions } from './shared/adminActions';
export { createZone } from '../shared/zone';
