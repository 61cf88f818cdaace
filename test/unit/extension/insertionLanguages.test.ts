import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import postcss from 'postcss';
import { servedPath, servedPathFor } from '../../../src/extension/languages/contract/paths';
import { imagesFolderOf } from '../../../src/extension/languages/documents/asciidoc';
import type { ImageToInsert } from '../../../src/extension/languages/contract/language';
import { insertionFor } from '../../../src/extension/languages/table';
import { candidatesOf, imageAt, importedImageAt } from '../../../src/extension/workspaceImages/imagePaths';

const fox: ImageToInsert = { path: 'images/fox.png', alt: 'fox' };

function inserted(language: string, marked: string, images: ImageToInsert[] = [fox]): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { text: here, imports } = insertionFor({ language, text, offset }, images);
  const changes = [{ offset, text: here }, ...(imports ? [imports] : [])].sort(
    (one, other) => other.offset - one.offset,
  );
  return changes.reduce((now, change) => now.slice(0, change.offset) + change.text + now.slice(change.offset), text);
}

describe('escapes of each language', () => {
  it('escapes braces in MDX, where they start an expression', () => {
    assert.equal(inserted('mdx', '|', [{ path: 'fox.png', alt: 'half {a/b}' }]), '![half \\{a/b\\}](fox.png)');
  });

  it('writes JavaScript strings in Pug, with URL escapes only', () => {
    assert.equal(
      inserted('pug', '|', [{ path: '../R&D/x.png', alt: 'a "b" & <c> \\' }]),
      'img(src="../R&D/x.png" alt="a \\"b\\" & <c> \\\\")',
    );
  });

  it('keeps character references, tildes and backslashes of names and texts literal', () => {
    assert.equal(inserted('markdown', '|', [{ path: 'a&amp;b.png', alt: '~~x~~' }]), '![\\~\\~x\\~\\~](a%26amp;b.png)');
    assert.equal(inserted('pug', '|', [{ path: 'a&amp;b.png', alt: '' }]), 'img(src="a%26amp;b.png" alt="")');
    assert.equal(
      inserted('asciidoc', '|', [{ path: 'a&amp;b.png', alt: '&lt; {author} \\' }]),
      'image::a%26amp;b.png["&amp;lt; \\{author} &#92;"]',
    );
    assert.match(inserted('astro', '|', [{ path: 'x.png', alt: 'a\\' }]), /alt=\{"a\\\\"\} \/>$/);
  });

  it('escapes spaces in the path of a reStructuredText image, and keeps the text in one field', () => {
    assert.equal(
      inserted('restructuredtext', '|', [{ path: 'my images/x.png', alt: 'a *b* `c` |d|_' }]),
      '.. image:: my\\ images/x.png\n   :alt: a *b* `c` |d|_',
    );
  });

  it('starts an AsciiDoc path below imagesdir', () => {
    assert.equal(inserted('asciidoc', ':imagesdir: images\n\n|'), ':imagesdir: images\n\nimage::fox.png["fox"]');
    assert.equal(inserted('asciidoc', ':imagesdir: ./img/\n\n|').split('\n').at(-1), 'image::../images/fox.png["fox"]');
    assert.equal(
      inserted('asciidoc', ':imagesdir: https://cdn.example\n\n|').split('\n').at(-1),
      'image::images/fox.png["fox"]',
    );
  });
});

describe('CSS', () => {
  it('inserts a declaration where one starts', () => {
    assert.equal(inserted('css', 'a {\n  |\n}'), 'a {\n  background-image: url("images/fox.png");\n}');
    assert.equal(inserted('css', 'a { color: red; | }'), 'a { color: red; background-image: url("images/fox.png"); }');
    assert.equal(inserted('scss', 'a { b { c: d } | }'), 'a { b { c: d } background-image: url("images/fox.png"); }');
    assert.equal(inserted('css', 'a { /* b: c */ | }'), 'a { /* b: c */ background-image: url("images/fox.png"); }');
    assert.equal(inserted('sass', 'a\n  |'), 'a\n  background-image: url("images/fox.png")');
    assert.equal(inserted('html', '<style>a{|}</style>'), '<style>a{background-image: url("images/fox.png");}</style>');
  });

  it('inserts only the address in a value', () => {
    assert.equal(inserted('css', 'a { background: | }'), 'a { background: url("images/fox.png") }');
    assert.equal(inserted('css', 'a:hover { background: red | }'), 'a:hover { background: red url("images/fox.png") }');
    assert.equal(inserted('css', 'a { background:\n    | }'), 'a { background:\n    url("images/fox.png") }');
    assert.equal(inserted('scss', '$fox: |;'), '$fox: url("images/fox.png");');
    assert.equal(inserted('css', '@import |;'), '@import url("images/fox.png");');
  });

  it('inserts a declaration outside any rule', () => {
    assert.equal(inserted('css', 'a { b: c; }\n|'), 'a { b: c; }\nbackground-image: url("images/fox.png");');
  });

  it('is valid where a declaration starts, as judged by PostCSS', () => {
    const hard = { path: 'it\'s (1) {x}; "q".png', alt: '' };
    const root = postcss.parse(inserted('css', 'a { color: red; | }', [hard]));
    const names: string[] = [];
    root.walkDecls((declaration) => {
      names.push(declaration.prop);
    });
    assert.deepEqual(names, ['color', 'background-image']);
  });
});

describe('imports', () => {
  it('go after the last import that is code', () => {
    const text =
      "import a from './a';\nconst sample = `\nimport b from './b';\n`;\n/*\nimport c from './c';\n*/\nshow(|);";
    assert.equal(
      inserted('typescript', text),
      text
        .replace("import a from './a';", "import a from './a';\nimport foxUrl from './images/fox.png';")
        .replace('|', 'foxUrl'),
    );
  });

  it('are not taken from comments and template strings', () => {
    const text = "// import x from './images/fox.png';\n/*\nimport foxUrl from './images/fox.png';\n*/\nshow(|);";
    assert.match(inserted('typescript', text), /^import foxUrl2 from '.\/images\/fox.png';$/m);
  });

  it('survive quotes, regular expressions and apostrophes in JSX text', () => {
    const text = "import a from './a';\nconst r = /[`'\"]/;\nexport const A = () => <p>it's | `here`</p>;\n";
    assert.equal(inserted('typescriptreact', text).split('\n')[1], "import foxUrl from './images/fox.png';");
  });
});

describe('names of imported images', () => {
  it('are identifiers, also where a name has figures or marks that no identifier may contain', () => {
    assert.equal(inserted('typescript', '|', [{ path: '½ cup².png', alt: '' }]), "import cupUrl from './½ cup².png';");
  });

  it('are reused if the path has an escaped quote', () => {
    const text = "import fox from './it\\'s.png';\nshow(|);";
    assert.equal(inserted('typescript', text, [{ path: "it's.png", alt: '' }]), text.replace('|', 'fox'));
  });
});

describe('Next.js', () => {
  it('uses src of the imported module', () => {
    const text = 'export const A = () => <p></p>;\n';
    const insertion = insertionFor({ language: 'typescriptreact', text, offset: 26, importsObjects: true }, [fox]);
    assert.equal(insertion.text, '<img src={foxUrl.src} alt="fox" />');
  });
});

describe('Astro', () => {
  it('uses the path on the server for a served file', () => {
    const served = { path: '../../public/x.png', servedPath: '/x.png', alt: 'x' };
    assert.equal(inserted('astro', '<p>|</p>', [served]), '<p><img src="/x.png" alt="x" /></p>');
  });

  it('imports other files in the frontmatter and uses src of the module', () => {
    assert.equal(
      inserted('astro', "---\nimport A from './A.astro';\n---\n<p>|</p>"),
      "---\nimport A from './A.astro';\nimport foxUrl from './images/fox.png';\n---\n" +
        '<p><img src={foxUrl.src} alt="fox" /></p>',
    );
    assert.equal(
      inserted('astro', '<p>|</p>'),
      "---\nimport foxUrl from './images/fox.png';\n---\n\n" + '<p><img src={foxUrl.src} alt="fox" /></p>',
    );
  });

  it('is an import line in the frontmatter', () => {
    assert.equal(
      inserted('astro', '---\n|\n---\n<p></p>'),
      "---\nimport foxUrl from './images/fox.png';\n---\n<p></p>",
    );
  });
});

describe('paths in served folders', () => {
  it('are relative in a style sheet that is served itself', () => {
    assert.equal(servedPathFor('/w', '/w/static/css/site.css', '/w/static/img/x.png'), undefined);
    assert.equal(servedPathFor('/w', '/w/src/site.css', '/w/static/img/x.png'), '/img/x.png');
  });

  it('start at the package that holds the document and the file', () => {
    assert.equal(servedPath('/w/apps/web', '/w/apps/web/public/x.png'), '/x.png');
  });
});

describe('images found at the cursor', () => {
  it('have balanced parentheses in Markdown', () => {
    assert.equal(imageAt('![p](images/floor(v2).png)', 10), 'images/floor(v2).png');
    assert.equal(imageAt('![p](images/a(b(c)).png "title")', 10), 'images/a(b(c)).png');
  });

  it('are not bare extensions', () => {
    assert.equal(imageAt('use .png files', 6), undefined);
    assert.equal(imageAt('"images/.png"', 6), undefined);
  });

  it('are files with `%`, `#` and escaped quotes in an import', () => {
    assert.equal(imageAt("import x from './50% #1 it\\'s.png';", 20), "./50% #1 it's.png");
    assert.equal(imageAt("const x = require('./a%20b.png?url')", 25), './a%20b.png');
    assert.equal(importedImageAt("import 红狐Url from './a%20b.png';", 'src={红狐Url}', 8), './a%20b.png');
    assert.equal(imageAt('.. image:: 50%20#1.png', 15), '50%20#1.png');
  });

  it('start at the images folder of an AsciiDoc document', () => {
    assert.equal(imagesFolderOf(':imagesdir: images\n'), 'images/');
    assert.equal(imagesFolderOf(':imagesdir: images\n:!imagesdir:\n'), '');
    assert.deepEqual(candidatesOf('x.png', 'images/')[0], { from: 'document', path: 'images/x.png' });
  });

  it('are found in what Easel inserts, whatever the name', () => {
    const names = [
      'a b.png',
      'R&D/(x).png',
      '50% #1.png',
      '[c] {d}.png',
      '红狐🦊.png',
      'مرحبا.png',
      'floor(v2(a)).png',
    ];
    for (const language of ['markdown', 'mdx', 'html', 'pug', 'asciidoc', 'vue', 'astro', 'css', 'restructuredtext']) {
      for (const path of names) {
        const { text, imports } = insertionFor({ language, text: 'a{b:', offset: 4 }, [{ path, alt: 'fox [1] {a}' }]);
        const line = (imports?.text ?? text).split('\n').find((one) => one.includes('.png')) ?? '';
        assert.equal(imageAt(line, line.indexOf('.png'))?.replace(/^\.\//, ''), path, `${language}: ${line}`);
      }
    }
  });

  it('are found in what Easel inserts for AsciiDoc and reStructuredText', () => {
    assert.equal(imageAt('image::images/x.png["a [b] c"]', 3), 'images/x.png');
    assert.equal(imageAt('image::my images/x.png["a"]', 20), 'my images/x.png');
    assert.equal(imageAt('.. image:: my\\ images/x.png', 20), 'my images/x.png');
    assert.equal(imageAt('\\includegraphics[width=\\linewidth]{my images/x.png}', 40), 'my images/x.png');
  });
});
