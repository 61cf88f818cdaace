/**
 * Parts of axios that can not be reached from here, see vite.config.ts: Easel uses its http adapter alone, for http and
 * https URLs without `params`, with native bodies, `proxy: false` and `maxRedirects: 0` (core/providers/kit).
 * What stands in for them throws when it is used after all.
 */

/** Files below `axios/lib` with the names they export. @type {Record<string, string[]>} */
const unreached = {
  'adapters/fetch.js': ['getFetch'],
  'cancel/CancelToken.js': ['default'],
  'helpers/AxiosTransformStream.js': ['default'],
  'helpers/estimateDataURLDecodedBytes.js': ['estimateDataURLBufferAllocation'],
  'helpers/formDataToJSON.js': ['default'],
  'helpers/fromDataURI.js': ['default'],
  'helpers/progressEventReducer.js': ['asyncDecorator', 'progressEventDecorator', 'progressEventReducer'],
  'helpers/shouldBypassProxy.js': ['default'],
  'helpers/toFormData.js': ['default'],
  'helpers/toURLEncodedForm.js': ['default'],
};

/** Those whose stand-in has to be of a certain shape, because axios looks at it when it is loaded. @type {Record<string, string>} */
const shaped = {
  // What axios itself exports where there is no XMLHttpRequest.
  'adapters/xhr.js': 'export default false;',
  'helpers/Http2Sessions.js': 'export default class { getSession() { missing(); } }',
  'helpers/HttpStatusCode.js': 'export default {};',
};

/** Puts the stand-ins where axios asks for the parts. */
export function axiosParts() {
  return {
    name: 'easel-axios-parts',
    enforce: 'pre',
    load(id) {
      const part = /\/node_modules\/axios\/lib\/([\w/]+\.js)$/.exec(id.replaceAll('\\', '/'))?.[1];
      if (part === undefined) return undefined;
      const body = Object.hasOwn(shaped, part) ? shaped[part] : unreached[part]?.map(exported).join('\n');
      return body === undefined ? undefined : `${missing(part)}\n${body}`;
    },
  };
}

/** @param {string} name */
function exported(name) {
  return name === 'default' ? 'export default missing;' : `export { missing as ${name} };`;
}

/** @param {string} part */
function missing(part) {
  return `function missing() { throw new Error('${part} of axios is not part of the bundle'); }`;
}
