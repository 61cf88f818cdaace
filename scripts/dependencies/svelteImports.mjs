/**
 * Takes the place of `svelte/compiler` inside dependency-cruiser, which compiles a component before it reads the imports:
 * compiling erases `import type` and adds imports of Svelte's runtime. Here a component becomes the list of the imports
 * that its source has. Type imports are listed like all others.
 */
import { parse, VERSION } from 'svelte/compiler';

export { VERSION };

/** @param {string} source @returns {{ js: { code: string } }} */
export function compile(source) {
  const specifiers = new Set();
  collect(parse(source, { modern: true }), specifiers);
  return { js: { code: [...specifiers].map((one) => `import ${JSON.stringify(one)};`).join('\n') } };
}

const importing = /^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/;

/** `import('…')` may occur anywhere in script and markup, also inside a type. */
function collect(node, specifiers) {
  if (node === null || typeof node !== 'object') return;
  if (importing.test(node.type)) {
    const source = node.source ?? node.argument?.literal ?? node.argument;
    if (typeof source?.value === 'string') specifiers.add(source.value);
  }
  for (const value of Object.values(node)) collect(value, specifiers);
}
