import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PixelError } from '../../../src/engine/images/formats/pixelImage';
import { safeSvg, type SafeSvg } from '../../../src/engine/images/formats/safeSvg';
import { sniffSvg } from '../../../src/engine/images/formats/svg';
import { pngOf } from '../../fixtures/png';
import { rasterizer, readPng } from '../sketch/parts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const size = { width: 100, height: 50 };
const clean = (inner: string, root = ''): SafeSvg =>
  safeSvg(`<svg ${open} ${root}>${inner}</svg>`, { drawn: size, own: size });
const refusedAs = (refusal: string) => (thrown: unknown) => thrown instanceof PixelError && thrown.refusal === refusal;

describe('size of an SVG', () => {
  const measure = (root: string): unknown => {
    const facts = sniffSvg(bytes(`<svg ${open} ${root}/>`));
    return facts && [facts.width, facts.height];
  };

  it('is its width and height, its view box, or the default of browsers', () => {
    assert.deepEqual(measure('width="24" height="12"'), [24, 12]);
    assert.deepEqual(measure('width="1in" height="2.54cm"'), [96, 96]);
    assert.deepEqual(measure("width='100%' height='100%' viewBox='0,0 640.4 480'"), [640, 480]);
    assert.deepEqual(measure('width="320" viewBox="0 0 640 480"'), [320, 240]);
    assert.deepEqual(measure(''), [300, 150]);
    assert.equal(measure('width="0" height="10"'), undefined);
    assert.equal(measure('width="1e9" height="10"'), undefined);
  });

  it('is found after declaration, comments and document type', () => {
    const preface =
      '\ufeff<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n';
    assert.equal(sniffSvg(bytes(`${preface}<svg ${open} width="9" height="9"></svg>\n<!-- end -->`))?.isWhole, true);
    assert.equal(sniffSvg(bytes(`${preface}<svg ${open} width="9" height="9"><g>`))?.isWhole, false);
  });

  it('is undefined for other text', () => {
    for (const text of [
      '',
      '<html><svg/></html>',
      'svg',
      '<svgx/>',
      '<!-- <svg/>',
      '<?xml',
      '{"a":"<svg/>"}',
      ' '.repeat(30_000) + '<svg/>',
    ]) {
      assert.equal(sniffSvg(bytes(text)), undefined, text.slice(0, 20));
    }
    assert.equal(sniffSvg(pngOf(3, 3)), undefined);
  });
});

describe('sanitizing an SVG', () => {
  it('keeps elements that draw', () => {
    const { svg, dropped } = clean(
      '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>' +
        '<path d="M0 0h9" fill="url(#a)" style="stroke:blue"/><use xlink:href="#a"/><text x="1">a &amp; &#x62;</text>',
    );
    assert.deepEqual(dropped, []);
    for (const part of ['fill="url(#a)"', 'style="stroke:blue"', 'href="#a"', '>a &#38; b<', 'viewBox="0 0 100 50"']) {
      assert.ok(svg.includes(part), `${part} in ${svg}`);
    }
  });

  it('removes scripts, links and data of drawing programs', () => {
    const { svg, dropped } = clean(
      '<script>alert(1)</script><g onload="alert(2)"/><foreignObject><iframe src="x"/></foreignObject>' +
        '<image href="https://evil.example/a.png"/><use href="other.svg#a"/><rect fill="url(https://evil.example/b)"/>' +
        '<style>@import url(evil.css); .a { fill: url("//evil.example/c") }</style><animate attributeName="x"/>' +
        '<metadata>secret</metadata><sodipodi:namedview xmlns:sodipodi="x" a="b"/><a href="javascript:alert(3)"><g/></a>',
    );
    assert.deepEqual(dropped, ['link', 'script']);
    assert.doesNotMatch(
      svg,
      /alert|evil|script|iframe|foreign|import|other|animate|secret|sodipodi|javascript|onload/i,
    );
  });

  it('escapes text and attributes', () => {
    const { svg } = clean('<text font-family="a&quot; onload=&quot;x">&lt;script&gt;<![CDATA[<script>]]></text>');
    assert.doesNotMatch(svg, /<script|" onload/);
  });

  it('keeps small embedded images, and no others', () => {
    const data = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    assert.match(clean(`<image href="${data(pngOf(4, 4))}"/>`).svg, /<image href="data:image/);
    assert.deepEqual(clean('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>').dropped, ['link']);
    const huge = pngOf(1, 1);
    new DataView(huge.buffer).setUint32(16, 9000);
    new DataView(huge.buffer).setUint32(20, 9000);
    assert.throws(() => clean(`<image href="${data(huge)}"/>`), refusedAs('unsafe'));
  });

  it('refuses entities and drawings that expand', () => {
    const laughs = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    assert.throws(() => safeSvg(`${laughs}<svg ${open}>&b;</svg>`, { drawn: size, own: size }), refusedAs('unsafe'));
    assert.throws(() => clean('<text>&own;</text>'), refusedAs('unsafe'));
    const level = (id: number): string => `<g id="l${id}">${`<use href="#l${id - 1}"/>`.repeat(10)}</g>`;
    const levels = Array.from({ length: 9 }, (_, id) => (id === 0 ? '<rect id="l0"/>' : level(id))).join('');
    assert.throws(() => clean(levels), refusedAs('unsafe'));
    const masks = Array.from(
      { length: 40 },
      (_, id) => `<mask id="m${id}">${`<g mask="url(#m${id + 1})"/>`.repeat(2)}</mask>`,
    );
    assert.throws(() => clean(`${masks.join('')}<g mask="url(#m0)"/>`), refusedAs('unsafe'));
    assert.throws(() => clean('<g>'.repeat(500)), refusedAs('unsafe'));
    // The renderer ignores circular references.
    assert.ok(clean('<g id="a"><use href="#a"/></g>').svg);
  });

  it('refuses XML that is not well formed', () => {
    for (const inner of ['<g>', '</g>', '<g a=b/>', '<g a="<"/>', '<', '<!-- ', '<![CDATA[']) {
      assert.throws(() => clean(inner), PixelError, inner);
    }
  });

  it('fills the requested size exactly', async function () {
    this.timeout(120_000);
    const own = { width: 24, height: 24 };
    const text = `<svg ${open} width="24" height="24"><rect width="24" height="24" fill="#0000ff"/></svg>`;
    const { svg } = safeSvg(text, { drawn: { width: 100, height: 100 }, own });
    const png = readPng(await (await rasterizer()).draw({ svg, width: 100, height: 100 }));
    assert.deepEqual([png.width, png.height, png.colorType], [100, 100, 2]);
  });
});

describe('drawing an SVG', () => {
  const square = (fill: string): string =>
    `<svg ${open} width="8" height="8"><rect width="8" height="8" fill="${fill}"/></svg>`;

  it('scales to the requested width, and refuses another ratio', async () => {
    const raster = await rasterizer();
    const png = readPng(await raster.draw({ svg: square('#ff0000'), width: 32, height: 32 }));
    assert.deepEqual([png.width, png.height, ...png.rows.subarray(1, 4)], [32, 32, 255, 0, 0]);
    await assert.rejects(raster.draw({ svg: square('#00ff00'), width: 32, height: 16 }));
  });

  it('draws again after an invalid SVG', async () => {
    const raster = await rasterizer();
    await assert.rejects(raster.draw({ svg: '<svg', width: 8, height: 8 }));
    assert.ok((await raster.draw({ svg: square('#ffffff'), width: 8, height: 8 })).length > 0);
  });
});
