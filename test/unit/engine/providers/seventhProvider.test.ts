/**
 * A provider that is added by one folder and one line: `test/fixtures/seventhProvider`. The contract suite, the fault matrix
 * and the fuzz targets run over it as over the others; what else follows from it by itself is looked at here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { guides } from '../../../../scripts/generate/providers/guides';
import { settingSchema } from '../../../../scripts/generate/providers/manifest';
import { pagesOf } from '../../../../scripts/generate/providers/pages';
import { typeViewOf } from '../../../../src/engine/providers/providerRegistry';
import { formFields } from '../../../../src/extension/webviews/admin/providers/form';
import { answerTargets } from '../../../fuzz/answerTargets';
import { providerParts, testedProviders } from '../../../harness/providerParts';
import { simulators } from '../../../simulators';
import { seventhProvider } from '../../../fixtures/seventhProvider';

const { type } = seventhProvider;

describe('a provider that is one folder and one line', () => {
  it('has a place in the schema of the settings, with its options', () => {
    const { schema, texts } = settingSchema(testedProviders);
    const { properties, allOf, defaultSnippets } = schema as {
      properties: { type: { enum: string[] } };
      allOf: { if: { properties: { type: { enum: string[] } } }; then: unknown }[];
      defaultSnippets: { body: { type: string } }[];
    };
    assert.ok(properties.type.enum.includes(type));
    const own = allOf.find((one) => one.if.properties.type.enum.includes(type));
    assert.match(JSON.stringify(own?.then), /"style":\{.*"enum":\["plain","ink"\]/);
    assert.ok(defaultSnippets.some(({ body }) => body.type === type));
    assert.equal(texts.get(`providers.type.${type}`)?.text, seventhProvider.summary);
    assert.equal(texts.get(`providers.options.${type}.style`)?.text, 'Style of all images.');
  });

  it('has a form with its address and its options', () => {
    const fields = formFields(typeViewOf(seventhProvider), { type }, (message) => message);
    const labels = new Map(fields.map(({ path, label }) => [path, label]));
    assert.equal(labels.get('baseUrl'), 'Address');
    assert.equal(labels.get('options.style'), 'Drawing style');
    assert.ok(!labels.has('site') && !labels.has('editPath') && labels.has('uploadPath'));
  });

  it('has a page, with what its folder says of it, and a row in the table of pages', () => {
    const texts = guides('test/fixtures/seventhProvider');
    const pages = pagesOf(testedProviders, texts);
    const page = pages[`docs/providers/${type}.md`] ?? '';
    for (const part of ['# Seventh Service', 'Nothing but an example.', '| `style` |', '| `seventh` | generate |'])
      assert.ok(page.includes(part), part);
    assert.match(pages['docs/providers/README.md'] ?? '', /\[Seventh Service\]\(seventh-service\.md\)/);
  });

  it('is found by the suites', () => {
    for (const part of ['rig', 'faults', 'fuzz', 'launcher']) assert.ok(providerParts(part).has(type), part);
    assert.ok(answerTargets.some(({ name }) => name.endsWith(type)));
    assert.ok(simulators().has(type));
  });
});
