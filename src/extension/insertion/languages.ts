/** Which language a document is in. Pure. */

/** Files whose language comes with an extension that many people do not have; VS Code calls them plain text then. */
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

/** The language of a document: what VS Code says, or what the file's name says when VS Code knows none. */
export function languageOf(languageId: string, path: string): string {
  if (languageId !== 'plaintext') return languageId;
  return languagesOfFiles[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? languageId;
}
