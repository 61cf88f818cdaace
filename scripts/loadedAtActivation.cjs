/**
 * Prints, as JSON, the files that `require('dist/extension.js')` loads, with a `vscode` that accepts every
 * call. Run in a process of its own: `node scripts/loadedAtActivation.cjs <dist>`.
 */
const Module = require('node:module');
const path = require('node:path');

const anything = new Proxy(class {}, {
  get: (target, name) => (name === 'prototype' ? target.prototype : name === '__esModule' ? false : anything),
  apply: () => anything,
});
const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'vscode' ? anything : load.call(this, request, ...rest);
};

const dist = path.resolve(process.argv[2]);
require(path.join(dist, 'extension.js'));
const files = Object.keys(require.cache).filter((file) => file !== __filename);
process.stdout.write(JSON.stringify(files.map((file) => path.relative(dist, file))));
