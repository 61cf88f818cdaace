import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openai as provider } from '../../../src/providers/openai';
import type { Submission } from '../../../src/providers/contract/task';
import { drawPng } from '../../simulators/image';
import { assertFailure, failureOf, imagesOf, request, submitFitted } from '../harness/expect';
import { answeredContext } from './recording';

const png = drawPng(32, 16, 'odd');
const b64 = Buffer.from(png).toString('base64');
const uri = 'data:image/png;base64,';

function submitted(body: unknown): Promise<Submission> {
  const headers = { 'content-type': 'application/json' };
  const answer = { status: 200, headers, bytes: new TextEncoder().encode(JSON.stringify(body)) };
  return submitFitted(provider, request(), answeredContext([answer], {}).context);
}

describe('OpenAI-compatible images: answers without an image', () => {
  const vacant: unknown[] = [
    { data: [{}] },
    { data: [null] },
    { data: [''] },
    { data: [{ b64_json: null, url: null }] },
    { data: [{ b64_json: '', url: '', revised_prompt: 'a red fox in the snow' }] },
    { data: null },
    { created: 1, data: null },
    { created: 1, data: [{}, {}], usage: { input_tokens: 1, output_tokens: 0 } },
  ];
  for (const body of vacant) {
    it(`reports that there is no image: ${JSON.stringify(body)}`, async () => {
      const failure = await failureOf(submitted(body));
      assertFailure(failure, { kind: 'bad-answer', reason: 'no-images', maybeReceived: true });
      assert.equal(failure.detail, undefined, 'a revised prompt is no reason');
    });
  }

  it('reports a rejection that only the revised prompt tells, with its words', async () => {
    const refusals = [
      "I'm sorry, but I can't create that image.",
      'I can’t help with that request.',
      'Your request was rejected by our content policy.',
      '抱歉，无法生成该图片。',
    ];
    for (const text of refusals) {
      const failure = await failureOf(submitted({ created: 1, data: [{ revised_prompt: text }] }));
      assertFailure(failure, { kind: 'policy', detail: text });
    }
  });

  it('still understands nothing of an answer with other members', async () => {
    const failure = await failureOf(submitted({ data: null, whatever: 1 }));
    assertFailure(failure, { kind: 'bad-answer', maybeReceived: true });
    assert.equal(failure.reason, undefined);
  });
});

describe('OpenAI-compatible images: base64 in odd forms', () => {
  const forms: Record<string, string> = {
    'a doubled prefix': uri + uri + b64,
    'a tripled prefix': uri + uri + uri + b64,
    'a prefix of another type in front': `data:image/jpeg;base64,${uri}${b64}`,
    'percent-encoded': encodeURIComponent(b64),
    'percent-encoded behind a prefix': uri + encodeURIComponent(b64),
    'percent-encoded in lower case': uri + lowerEscapes(b64),
    'percent-encoded as a whole': encodeURIComponent(uri + b64),
    'line ends that are percent-encoded': uri + (b64.match(/.{1,76}/g) ?? []).join('%0A'),
  };
  for (const [name, text] of Object.entries(forms)) {
    it(`takes the image: ${name}`, async () => {
      for (const item of [{ b64_json: text }, { url: text }, text]) {
        const [image] = imagesOf(await submitted({ created: 1, data: [item] }));
        assert.ok(image && 'bytes' in image.source);
        assert.deepEqual(image.source.bytes, png);
      }
    });
  }

  it('still reports half of a percent-encoded image as incomplete', async () => {
    const failure = await failureOf(submitted({ data: [{ b64_json: uri + encodeURIComponent(b64.slice(0, 80)) }] }));
    assertFailure(failure, { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true });
  });
});

describe('OpenAI-compatible images: a vector image', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="9" height="9"/></svg>';
  for (const text of [svg, `\ufeff${svg}`, `<?xml version="1.0"?>\n<!-- made by a model -->\n${svg}`]) {
    it(`is passed on as what it is: ${text.slice(0, 8).trim()}`, async () => {
      const packed = Buffer.from(text).toString('base64');
      for (const value of [packed, `data:image/svg+xml;base64,${packed}`]) {
        const [image] = imagesOf(await submitted({ created: 1, data: [{ b64_json: value }] }));
        assert.ok(image && 'bytes' in image.source);
        assert.deepEqual(Buffer.from(image.source.bytes).toString('utf8'), text);
      }
    });
  }

  it("isn't seen in an HTML or XML page", async () => {
    for (const page of ['<!doctype html><svg></svg>', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>']) {
      const packed = Buffer.from(page.padEnd(200)).toString('base64');
      const failure = await failureOf(submitted({ created: 1, data: [{ b64_json: packed }] }));
      assertFailure(failure, { kind: 'bad-answer', reason: 'not-an-image' });
    }
  });
});

function lowerEscapes(text: string): string {
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}
