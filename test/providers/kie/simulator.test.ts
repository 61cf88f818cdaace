/** Whether the service that we test against is as strict as the real one, and no stricter. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { startKie, type KieSimulator } from '../../simulators/kie';

const started: KieSimulator[] = [];

async function service(): Promise<KieSimulator> {
  const running = await startKie({ tasksPerWindow: 1000 });
  started.push(running);
  return running;
}

interface Said {
  status: number;
  code: unknown;
  msg: string;
  data: unknown;
}

async function say(url: string, init: RequestInit): Promise<Said> {
  const answer = await fetch(url, init);
  const body = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, code: body['code'], msg: String(body['msg'] ?? body['message']), data: body['data'] };
}

function create({ url, key }: KieSimulator, body: unknown, authorization = `Bearer ${key}`): Promise<Said> {
  const headers = { 'content-type': 'application/json', authorization };
  return say(`${url}/api/v1/jobs/createTask`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const imageUrl = 'https://example.com/a.png';
const qwen = { num_inference_steps: 25, guidance_scale: 4, enable_safety_checker: false, output_format: 'png' };

/** Requests that another client, @felores/kie-ai-mcp-server 5.0.0, sends. */
const ofAnotherClient = [
  ['nano-banana-2', { aspect_ratio: '16:9', image_input: [], output_format: 'png', resolution: '1K' }],
  ['nano-banana-2', { aspect_ratio: '1:1', image_input: [imageUrl], output_format: 'png', resolution: '2K' }],
  ['gpt-image-2-text-to-image', { aspect_ratio: '1:1', resolution: '1K' }],
  ['gpt-image-2-image-to-image', { input_urls: [imageUrl], aspect_ratio: '1:1', resolution: '1K' }],
  ['seedream/5-lite-text-to-image', { aspect_ratio: '1:1', quality: 'basic' }],
  ['seedream/5-lite-image-to-image', { aspect_ratio: '1:1', quality: 'basic', image_urls: [imageUrl] }],
  ['flux-2/pro-text-to-image', { aspect_ratio: '1:1', resolution: '1K' }],
  ['flux-2/pro-image-to-image', { aspect_ratio: '1:1', resolution: '1K', input_urls: [imageUrl] }],
  ['qwen/text-to-image', { ...qwen, image_size: 'square_hd', negative_prompt: ' ', acceleration: 'none' }],
  [
    'qwen/image-edit',
    { ...qwen, image_size: 'square_hd', acceleration: 'none', image_url: imageUrl, sync_mode: false },
  ],
  ['z-image', { aspect_ratio: '1:1' }],
] as const;

describe('the simulator of KIE', () => {
  afterEach(() => Promise.all(started.splice(0).map((running) => running.stop())));

  it('accepts the requests of another client', async () => {
    const running = await service();
    for (const [model, input] of ofAnotherClient) {
      const body = { model, input: { prompt: 'a red fox', ...input }, callBackUrl: 'http://127.0.0.1:9/nobody' };
      const { code, msg } = await create(running, body);
      assert.equal(code, 200, `${model}: ${msg}`);
    }
    assert.deepEqual(running.unknownFields(), []);
  });

  it('rejects fields that a model does not have with HTTP 200 and a code', async () => {
    const running = await service();
    const prompt = 'a red fox';
    const wrong: [string, unknown][] = [
      ['no such model', { model: 'google/nano-apple', input: { prompt } }],
      ['no model', { input: { prompt } }],
      ['no input', { model: 'google/nano-banana' }],
      ['a field too many', { model: 'google/nano-banana', input: { prompt }, prompt }],
      ['no prompt', { model: 'google/nano-banana', input: {} }],
      ['an empty prompt', { model: 'google/nano-banana', input: { prompt: '  ' } }],
      ['a long prompt', { model: 'google/nano-banana', input: { prompt: 'x'.repeat(5001) } }],
      ['a ratio of another model', { model: 'google/nano-banana', input: { prompt, aspect_ratio: '1:8' } }],
      ['the wrong word for a JPEG', { model: 'google/nano-banana', input: { prompt, output_format: 'jpg' } }],
      ['the other wrong word', { model: 'nano-banana-pro', input: { prompt, output_format: 'jpeg' } }],
      ['references by another name', { model: 'nano-banana-pro', input: { prompt, image_urls: [imageUrl] } }],
      ['no references', { model: 'google/nano-banana-edit', input: { prompt } }],
      ['references for what has none', { model: 'google/nano-banana', input: { prompt, image_urls: [imageUrl] } }],
      ['too many', { model: 'google/nano-banana-edit', input: { prompt, image_urls: Array(11).fill(imageUrl) } }],
      ['a list for one', { model: 'qwen/image-edit', input: { prompt, image_url: [imageUrl] } }],
      [
        'a file for a URL',
        { model: 'google/nano-banana-edit', input: { prompt, image_urls: ['data:image/png;base64,x'] } },
      ],
      ['a number for a text', { model: 'qwen/image-edit', input: { prompt, image_url: imageUrl, num_images: 2 } }],
      ['no ratio where it must be', { model: 'nano-banana-2-lite', input: { prompt } }],
      [
        '4K in a square',
        { model: 'gpt-image-2-text-to-image', input: { prompt, aspect_ratio: '1:1', resolution: '4K' } },
      ],
    ];
    for (const [name, body] of wrong) {
      const { status, code } = await create(running, body);
      assert.deepEqual([status, code], [200, 422], name);
    }
    assert.equal(running.created(), 0);
    assert.equal(running.received(), wrong.length);
  });

  it('requires the key as a bearer token', async () => {
    const running = await service();
    const body = { model: 'google/nano-banana', input: { prompt: 'x' } };
    for (const authorization of ['', running.key, `Basic ${running.key}`, 'Bearer other']) {
      const { status, code } = await create(running, body, authorization);
      assert.deepEqual([status, code], [200, 401], authorization);
    }
    assert.equal(running.received(), 0);
  });

  it('has no upload path on the API host, and serves the older file for a name that was used before', async () => {
    const running = await service();
    const headers = { authorization: `Bearer ${running.key}` };
    const upload = (host: string, change: Record<string, string>, content = 'first') => {
      const form = new FormData();
      form.append('file', new Blob([content]), 'a.png');
      for (const [name, value] of Object.entries({ uploadPath: 'mine', fileName: 'a.png', ...change })) {
        if (value !== '') form.append(name, value);
      }
      return say(`${host}/api/file-stream-upload`, { method: 'POST', headers, body: form });
    };
    assert.deepEqual(await upload(running.url, {}), {
      status: 404,
      code: undefined,
      msg: 'No message available',
      data: undefined,
    });
    for (const uploadPath of ['', '/mine', 'mine/']) {
      assert.equal((await upload(running.uploadUrl, { uploadPath })).code, 400, uploadPath);
    }
    await upload(running.uploadUrl, {});
    const { data } = await upload(running.uploadUrl, {}, 'second');
    assert.equal(await (await fetch((data as { downloadUrl: string }).downloadUrl)).text(), 'first');
  });
});
