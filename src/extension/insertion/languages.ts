/** Determines the language of a document. Pure. */

/** Languages of files that VS Code reports as plain text unless an extension for them is installed. */
const languagesOfFiles: Readonly<Record<string, string>> = {
  vue: 'vue',
  svelte: 'svelte',
  astro: 'astro',
  mdx: 'mdx',
  qmd: 'quarto',
  rmd: 'rmd',
  tex: 'latex',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  typ: 'typst',
  njk: 'jinja',
  twig: 'twig',
  liquid: 'liquid',
  ejs: 'ejs',
  erb: 'erb',
  styl: 'stylus',
};

/** The language of a document: as reported by VS Code, or by the file's extension if that is plain text. */
export function languageOf(languageId: string, path: string): string {
  if (languageId !== 'plaintext') return languageId;
  return languagesOfFiles[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? languageId;
}
