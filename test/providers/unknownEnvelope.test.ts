/** Images in an answer that nobody understands as a whole: they were made and paid for, so they are taken. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Provider } from '../../src/providers/contract/provider';
import { testedProviders } from '../harness/providerParts';
import { drawPng } from '../simulators/image';
import { faultTargets } from './faults/faultTarget';
import { failureOf, imagesOf, request, submitFitted } from './harness/expect';
import { providerFixture } from './harness/providerContext';

const url = 'https://images.example/fox.png';
const b64 = Buffer.from(drawPng(64, 48, 'fox')).toString('base64');
const envelope = { code: 10000, message: 'Success', msg: 'Success' };

/** Answers with an image of each provider's own form, in an envelope that is none of its own. */
const answers: Record<string, unknown[]> = {
  openai: [
    { ...envelope, data: [{ b64_json: b64 }] },
    { ...envelope, data: [{ url }] },
    { code: '10000', message: 'Success', data: [{ b64_json: b64 }] },
    { code: 500, message: 'partial', data: [{ b64_json: b64 }] },
    { success: false, data: [{ b64_json: b64 }] },
    { error: { message: 'one of two images failed' }, data: [{ b64_json: b64 }] },
  ],
  kie: [{ ...envelope, data: { resultJson: JSON.stringify({ resultUrls: [url] }) } }],
  'runninghub-ai-app': [{ ...envelope, data: [{ fileUrl: url, fileType: 'png' }] }],
  'runninghub-models': [{ ...envelope, results: [{ url, outputType: 'png' }] }],
};

async function submitOf(provider: Provider, body: unknown): Promise<ReturnType<typeof submitFitted>> {
  const target = faultTargets[provider.type];
  assert.ok(target);
  const service = await target.start();
  try {
    const baseUrl = target.addressOf?.(service.url) ?? service.url;
    const { options, ...entry } = service.entry as { options?: Record<string, unknown> };
    const setup = { config: { ...entry, baseUrl }, secrets: service.secrets, ...(options ? { options } : {}) };
    const context = providerFixture(setup).context(provider);
    service.misbehave({ ...service.calls.submit, fault: { kind: 'answer', status: 200, body: JSON.stringify(body) } });
    return await submitFitted(provider, request(), context);
  } finally {
    await service.stop();
  }
}

describe('an answer in an unknown envelope', () => {
  for (const provider of testedProviders.filter(({ type }) => answers[type])) {
    it(`gives its images: ${provider.type}`, async () => {
      for (const body of answers[provider.type] ?? []) {
        assert.equal(imagesOf(await submitOf(provider, body)).length, 1, JSON.stringify(body).slice(0, 80));
      }
    });
  }

  it('gives its task: kie', async () => {
    const kie = testedProviders.find(({ type }) => type === 'kie');
    assert.ok(kie);
    const submission = await submitOf(kie, { ...envelope, data: { taskId: '281e5b0f39b9c2f1' } });
    assert.equal(submission.kind, 'ticket');
  });

  it("doesn't take the address of a help page in a rejection for an image", async () => {
    const openai = testedProviders.find(({ type }) => type === 'openai');
    assert.ok(openai);
    const body = { code: 403, message: 'insufficient quota', data: [{ url: 'https://service.example/billing' }] };
    const failure = await failureOf(submitOf(openai, body));
    assert.deepEqual([failure.kind, failure.maybeReceived], ['quota', false]);
  });
});
