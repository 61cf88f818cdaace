import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openai as provider } from '../../../src/providers/openai';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import type { Submission } from '../../../src/providers/contract/task';
import { drawPng } from '../../simulators/image';
import { assertFailure, failureOf, imagesOf, request, submitFitted } from '../harness/expect';
import { answeredContext } from './recording';

const b64 = (width: number): string => Buffer.from(drawPng(width, 16, 'event')).toString('base64');
const usage = (output: number): unknown => ({ input_tokens: 0, output_tokens: output });
const preview = { type: 'image_generation.partial_image', partial_image_index: 0, b64_json: b64(16) };
const completed = (width: number, more: object = {}): object => ({
  type: 'image_generation.completed',
  b64_json: b64(width),
  ...more,
});

function stream(...events: unknown[]): string {
  return events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');
}

async function submitted(text: string): Promise<Submission> {
  const headers = { 'content-type': 'text/event-stream' };
  const answer = { status: 200, headers, bytes: new TextEncoder().encode(text) };
  const tokenPrices = { output: 100_000 };
  const { context } = answeredContext([answer], { options: { tokenPrices } });
  return submitFitted(provider, request(), context);
}

/** Widths of the images that a stream gives. */
async function widths(text: string): Promise<(number | undefined)[]> {
  return imagesOf(await submitted(text)).map(({ source }) =>
    'bytes' in source ? sniffImage(source.bytes)?.width : undefined,
  );
}

async function costOf(text: string): Promise<number | undefined> {
  const submission = await submitted(text);
  return submission.kind === 'outputs' ? submission.cost?.amount : undefined;
}

describe('OpenAI-compatible images: an answer as a stream of events', () => {
  it("doesn't take a preview for the result", async () => {
    const named = `event: image_generation.partial_image\ndata: ${JSON.stringify({ b64_json: b64(16) })}\n\n`;
    for (const text of [stream(preview), stream(preview, '[DONE]'), stream(preview, preview), named]) {
      const failure = await failureOf(submitted(text));
      assertFailure(failure, { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true });
    }
    assert.deepEqual(await widths(stream(preview, completed(32))), [32]);
    assert.deepEqual(await widths(stream(completed(32), preview)), [32]);
  });

  it('takes every completed image', async () => {
    assert.deepEqual(await widths(stream(completed(32), preview, completed(48))), [32, 48]);
    const edits = { type: 'image_edit.completed', b64_json: b64(64) };
    assert.deepEqual(await widths(stream({ ...edits }, completed(48), '[DONE]')), [64, 48]);
    const named = [32, 48].map((width) => {
      return `event: image_generation.completed\ndata: ${JSON.stringify({ b64_json: b64(width) })}\n\n`;
    });
    assert.deepEqual(await widths(named.join('')), [32, 48]);
  });

  it('takes the images of a service that reports each as it succeeds', async () => {
    const one = (index: number, width: number): object => ({
      type: 'image_generation.partial_succeeded',
      image_index: index,
      b64_json: b64(width),
    });
    const failed = { type: 'image_generation.partial_failed', error: { code: 'x', message: 'no' } };
    const end = { type: 'image_generation.completed', usage: { generated_images: 2, output_tokens: 7 } };
    assert.deepEqual(await widths(stream(one(0, 32), failed, one(2, 48), end, '[DONE]')), [32, 48]);
  });

  it('takes images once that a later event repeats', async () => {
    const all = { type: 'image_generation.completed', data: [{ b64_json: b64(32) }, { b64_json: b64(48) }] };
    assert.deepEqual(await widths(stream(completed(32), completed(48), all)), [32, 48]);
    assert.deepEqual(
      await widths(stream({ progress: 50, status: 'running' }, { results: [{ b64_json: b64(32) }] })),
      [32],
    );
  });

  it('keeps the image if events without one follow, and counts their tokens', async () => {
    const text = stream(completed(32), { type: 'usage', usage: usage(3) });
    assert.deepEqual(await widths(text), [32]);
    assert.equal(await costOf(text), 0.3);
    assert.deepEqual(await widths(stream(completed(32), { type: 'done' })), [32]);
    assert.equal(await costOf(stream(completed(32, { usage: usage(2) }), completed(48, { usage: usage(2) }))), 0.4);
  });

  it('joins the lines of an event', async () => {
    const lines = JSON.stringify(completed(32), undefined, 1).split('\n');
    for (const end of ['\n', '\r\n', '\r']) {
      const text = lines.map((line) => `data: ${line}${end}`).join('') + end;
      assert.deepEqual(await widths(`: hello${end}${end}${text}`), [32], JSON.stringify(end));
      assert.deepEqual(await widths(text.trimEnd()), [32], 'without the blank line at the end');
    }
  });

  it('reads events that no blank line separates', async () => {
    assert.deepEqual(await widths(stream(preview, completed(32)).replaceAll('\n\n', '\n')), [32]);
  });

  it('reports the error of a stream, and keeps images that came before it', async () => {
    const error = { type: 'error', error: { code: 'moderation_blocked', message: 'rejected by the safety system' } };
    assertFailure(await failureOf(submitted(stream(preview, error))), { kind: 'policy', code: 'moderation_blocked' });
    assert.deepEqual(await widths(stream(completed(32), error)), [32]);
  });
});
