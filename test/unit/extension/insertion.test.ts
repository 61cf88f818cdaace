import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { altTextOf } from '../../../src/extension/insertion/altText';
import { languageOf } from '../../../src/extension/languages/table';
import { relativePath, servedPath, urlOfPath } from '../../../src/extension/languages/contract/paths';
import type { ImageToInsert } from '../../../src/extension/languages/contract/language';
import { insertionFor } from '../../../src/extension/languages/table';

const fox: ImageToInsert = { path: 'images/a-red-fox.png', alt: 'a red fox' };

/** Applies an insertion to a text whose place is marked by `|`. */
function inserted(language: string, marked: string, pictures: ImageToInsert[] = [fox]): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { text: here, imports } = insertionFor({ language, text, offset }, pictures);
  const changes = [{ offset, text: here }, ...(imports ? [imports] : [])].sort(
    (one, other) => other.offset - one.offset,
  );
  return changes.reduce((now, change) => now.slice(0, change.offset) + change.text + now.slice(change.offset), text);
}

describe('text inserted for an image', () => {
  it('is an image link in Markdown', () => {
    assert.equal(inserted('markdown', 'See | here'), 'See ![a red fox](images/a-red-fox.png) here');
    assert.equal(inserted('mdx', '|'), '![a red fox](images/a-red-fox.png)');
  });

  it('escapes alt text and path in Markdown', () => {
    const odd = { path: 'my images/红狐 (1) #50%.png', alt: 'a [red] fox_with `code` and *stars* \\ <b>' };
    assert.equal(
      inserted('markdown', '|', [odd]),
      '![a \\[red\\] fox\\_with \\`code\\` and \\*stars\\* \\\\ \\<b>](my%20images/红狐%20%281%29%20%2350%25.png)',
    );
  });

  it('is an img element in HTML, attributes escaped', () => {
    const odd = { path: 'a b/fox & "co".png', alt: 'a "red" fox & <friends>' };
    assert.equal(
      inserted('html', '<p>|</p>', [odd]),
      '<p><img src="a%20b/fox%20&amp;%20%22co%22.png" alt="a &quot;red&quot; fox &amp; &lt;friends&gt;"></p>',
    );
  });

  it('is url() in CSS and in style elements', () => {
    assert.equal(inserted('css', 'a { background: |; }'), 'a { background: url("images/a-red-fox.png"); }');
    assert.equal(inserted('scss', '$x: |', [{ path: "it's (1).png", alt: '' }]), '$x: url("it%27s%20%281%29.png")');
    assert.equal(inserted('html', '<style>a{b:|}</style>'), '<style>a{b:url("images/a-red-fox.png")}</style>');
    assert.equal(
      inserted('less', '@x: |', [fox, { path: 'b.png', alt: '' }]),
      '@x: url("images/a-red-fox.png"), url("b.png")',
    );
  });

  it('is an import statement on a blank line of a script', () => {
    assert.equal(inserted('typescript', '|'), "import aRedFoxUrl from './images/a-red-fox.png';");
    assert.equal(
      inserted('javascript', '|', [{ path: "../it's.png", alt: '' }]),
      "import itSUrl from '../it\\'s.png';",
    );
  });

  it('adds the import above when inserting within a statement', () => {
    assert.equal(
      inserted('typescript', 'import a from "./a"\nimport {\n  b,\n} from "./b"\n\nconst url = |\n'),
      'import a from "./a"\nimport {\n  b,\n} from "./b"\nimport aRedFoxUrl from "./images/a-red-fox.png"\n\nconst url = aRedFoxUrl\n',
    );
  });

  it('puts the first import below directives and opening comments', () => {
    assert.equal(
      inserted('typescript', "#!/usr/bin/env node\n// Licence\n'use strict';\nconst url = |;\n"),
      "#!/usr/bin/env node\n// Licence\n'use strict';\nimport aRedFoxUrl from './images/a-red-fox.png';\n\nconst url = aRedFoxUrl;\n",
    );
  });

  it('reuses an existing import, and avoids existing names', () => {
    assert.equal(
      inserted('typescript', "import fox from './images/a-red-fox.png';\nshow(|);"),
      "import fox from './images/a-red-fox.png';\nshow(fox);",
    );
    assert.equal(
      inserted('typescript', "import x from './x';\nconst aRedFoxUrl = 1;\nshow(|);"),
      "import x from './x';\nimport aRedFoxUrl2 from './images/a-red-fox.png';\nconst aRedFoxUrl = 1;\nshow(aRedFoxUrl2);",
    );
  });

  it('is an img element with an import in JSX', () => {
    assert.equal(
      inserted('typescriptreact', "import * as React from 'react';\n\nexport const App = () => <p>|</p>;\n", [
        { path: 'images/红狐.png', alt: 'a {red} "fox"' },
      ]),
      "import * as React from 'react';\nimport 红狐Url from './images/红狐.png';\n\n" +
        'export const App = () => <p><img src={红狐Url} alt="a {red} &quot;fox&quot;" /></p>;\n',
    );
  });

  it('needs no import for a served file', () => {
    const served = { path: '../public/fox.png', servedPath: '/fox.png', alt: 'fox' };
    assert.equal(inserted('javascriptreact', '<p>|</p>', [served]), '<p><img src="/fox.png" alt="fox" /></p>');
    assert.equal(
      inserted('vue', '<template>|</template>', [served]),
      '<template><img src="/fox.png" alt="fox" /></template>',
    );
    assert.equal(inserted('typescript', 'const url = |;', [served]), "const url = '/fox.png';");
  });

  it('differs between template, script and style of a Vue file', () => {
    assert.equal(
      inserted('vue', '<template>|</template>'),
      '<template><img src="./images/a-red-fox.png" alt="a red fox" /></template>',
    );
    assert.equal(
      inserted('vue', "<script setup>\nimport a from './a';\nconst url = |;\n</script>"),
      "<script setup>\nimport a from './a';\nimport aRedFoxUrl from './images/a-red-fox.png';\nconst url = aRedFoxUrl;\n</script>",
    );
    assert.equal(inserted('vue', '<style>a{b:|}</style>'), '<style>a{b:url("images/a-red-fox.png")}</style>');
  });

  it('imports in the script of a Svelte file, and adds a script if there is none', () => {
    const braces = { path: 'fox.png', alt: 'a {red} fox' };
    assert.equal(
      inserted('svelte', "<script>\n  import a from './a';\n</script>\n\n<p>|</p>", [braces]),
      "<script>\n  import a from './a';\n  import foxUrl from './fox.png';\n</script>\n\n" +
        '<p><img src={foxUrl} alt="a &#123;red&#125; fox" /></p>',
    );
    assert.equal(
      inserted('svelte', '<p>|</p>'),
      "<script>\n  import aRedFoxUrl from './images/a-red-fox.png';\n</script>\n\n" +
        '<p><img src={aRedFoxUrl} alt="a red fox" /></p>',
    );
  });

  it('is only the address where an address is expected', () => {
    assert.equal(inserted('html', '<img src="|">'), '<img src="images/a-red-fox.png">');
    assert.equal(inserted('markdown', '![x](|)'), '![x](images/a-red-fox.png)');
    assert.equal(inserted('css', 'a{b:url(|)}'), 'a{b:url(images/a-red-fox.png)}');
    assert.equal(inserted('typescript', "load('|')"), "load('./images/a-red-fox.png')");
  });

  it('uses the syntax of markup languages, and the plain path elsewhere', () => {
    assert.equal(inserted('latex', '|'), '\\includegraphics[width=\\linewidth]{images/a-red-fox.png}');
    assert.equal(inserted('restructuredtext', '|'), '.. image:: images/a-red-fox.png\n   :alt: a red fox');
    assert.equal(inserted('asciidoc', '|'), 'image::images/a-red-fox.png["a red fox"]');
    assert.equal(inserted('typst', '|'), '#image("images/a-red-fox.png", alt: "a red fox")');
    assert.equal(inserted('plaintext', '|'), 'images/a-red-fox.png');
    assert.equal(inserted('python', 'open(|)', [{ path: 'a b.png', alt: '' }]), 'open(a b.png)');
  });

  it('contains all of several images', () => {
    const both = [fox, { path: 'images/b.png', alt: 'b' }];
    assert.equal(inserted('markdown', '|', both), '![a red fox](images/a-red-fox.png)\n\n![b](images/b.png)');
    assert.equal(
      inserted('typescript', '|', both),
      "import aRedFoxUrl from './images/a-red-fox.png';\nimport bUrl from './images/b.png';",
    );
  });
});

describe('path from a document to an image', () => {
  const at = (path: string, authority = '') => ({ scheme: 'file', authority, path });

  it('goes down, up and across', () => {
    assert.equal(relativePath(at('/w/README.md'), at('/w/images/fox.png')), 'images/fox.png');
    assert.equal(relativePath(at('/w/docs/guide/a.md'), at('/w/images/fox.png')), '../../images/fox.png');
    assert.equal(relativePath(at('/w/images/a.md'), at('/w/images/fox.png')), 'fox.png');
    assert.equal(relativePath(at('/c:/w/a.md'), at('/C:/w/fox.png')), 'fox.png');
  });

  it('is undefined between drives and machines', () => {
    assert.equal(relativePath(at('/c:/w/a.md'), at('/d:/fox.png')), undefined);
    assert.equal(relativePath(at('/w/a.md', 'one'), at('/w/fox.png', 'other')), undefined);
  });

  it('is that of the web server for served folders', () => {
    assert.equal(servedPath('/w', '/w/public/img/fox.png'), '/img/fox.png');
    assert.equal(servedPath('/w', '/w/images/fox.png'), undefined);
    assert.equal(servedPath('/w', '/web/public/fox.png'), undefined);
  });

  it('cannot be parsed as a scheme', () => {
    assert.equal(urlOfPath('a:b.png'), './a:b.png');
    assert.equal(urlOfPath('雪地里的红狐狸.png'), '雪地里的红狐狸.png');
  });
});

describe('language of a document', () => {
  it('is the one reported by VS Code', () => {
    assert.equal(languageOf('svelte', '/w/App.svelte'), 'svelte');
    assert.equal(languageOf('html', '/w/App.vue'), 'html');
  });

  it('is derived from the file name if VS Code reports plain text', () => {
    assert.equal(languageOf('plaintext', '/w/src/App.svelte'), 'svelte');
    assert.equal(languageOf('plaintext', '/w/Card.VUE'), 'vue');
    assert.equal(languageOf('plaintext', '/w/notes.txt'), 'plaintext');
    assert.equal(languageOf('plaintext', 'Untitled-1'), 'plaintext');
  });
});

describe('alternative text', () => {
  it('is the prompt in one line', () => {
    assert.equal(altTextOf('  a red fox\n in  the snow '), 'a red fox in the snow');
  });

  it('contains no invisible characters', () => {
    assert.equal(altTextOf('a fox\u202e gnp.exe\u0000'), 'a fox gnp.exe');
  });

  it('is truncated at a word', () => {
    const alt = altTextOf(`${'word '.repeat(40)}`);
    assert.ok(alt.length <= 121);
    assert.match(alt, /^(word )+word…$/);
  });

  it('is truncated between characters in languages without spaces', () => {
    const alt = altTextOf('雪'.repeat(200));
    assert.equal([...alt].length, 121);
    assert.ok(altTextOf('🦊'.repeat(200)).startsWith('🦊'.repeat(119)));
    assert.doesNotMatch(altTextOf('🦊'.repeat(200)), /\uFFFD/);
  });
});
