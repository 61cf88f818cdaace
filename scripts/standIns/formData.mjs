/** Stands in for the package `form-data`, see vite.config.ts: Easel sends native FormData only. */
export default class FormDataStandIn {
  constructor() {
    throw new Error('The package form-data is not part of the bundle; use the native FormData.');
  }
}
