/** The simulator must be as odd as the real service: what is known of the wire and not tried through the provider. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { drawPng } from '../../simulators/image';
import { runSimulator } from '../../simulators/index';
import { startQwenImageService, type QwenImageServiceSimulator } from '../../simulators/qwenImageService';

interface Answer {
  status: number;
  type: string;
  headers: Headers;
  bytes: Uint8Array;
  body: Record<string, unknown>;
}

describe('the simulator of Qwen Image Service', () => {
  let service: QwenImageServiceSimulator | undefined;
  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });

  async function ask(
    method: string,
    path: string,
    more: { token?: string; body?: BodyInit; type?: string } = {},
  ): Promise<Answer> {
    const headers = {
      ...(more.token ? { authorization: `Bearer ${more.token}` } : {}),
      ...(more.type ? { 'content-type': more.type } : {}),
    };
    const answer = await fetch(service!.url + path, { method, headers, ...(more.body ? { body: more.body } : {}) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const type = answer.headers.get('content-type') ?? '';
    const body = type === 'application/json' ? (JSON.parse(new TextDecoder().decode(bytes)) as Answer['body']) : {};
    return { status: answer.status, type, headers: answer.headers, bytes, body };
  }

  async function token(username = 'demo', password = 'demo-password'): Promise<string> {
    const body = JSON.stringify({ username, password });
    return String((await ask('POST', '/auth/login', { body, type: 'application/json' })).body['access_token']);
  }

  const form = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields);

  it('is as strict as the service with dates, and as lax with the length of a password at sign-in', async () => {
    service = await startQwenImageService();
    const signed = { token: await token() };
    assert.equal((await ask('GET', '/tasks/history/me?start_date=yesterday', signed)).status, 422);
    assert.equal((await ask('GET', '/tasks/history/me?start_date=2026-03-03', signed)).status, 200);
    const body = JSON.stringify({ username: 'demo', password: 'x' });
    assert.equal((await ask('POST', '/auth/login', { body, type: 'application/json' })).status, 401);
  });

  it('accepts an empty prompt, and leaves times out that have not ended', async () => {
    service = await startQwenImageService({ auth: 'open' });
    service.holdTasks();
    const made = await ask('POST', '/text-to-image', { body: form({ prompt: '' }) });
    assert.equal(made.status, 202);
    const path = `/tasks/${String(made.body['task_id'])}`;
    const times = async (): Promise<unknown[]> => {
      const { body } = await ask('GET', path);
      return [typeof body['wait_time_seconds'], typeof body['execution_time_seconds']];
    };
    assert.deepEqual(await times(), ['object', 'object']);
    service.startNext();
    assert.deepEqual(await times(), ['number', 'object']);
    service.finishNext();
    assert.deepEqual(await times(), ['number', 'number']);
  });

  it('closes the connection after a 500, without announcing it', async () => {
    service = await startQwenImageService({ auth: false });
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    const ended = once(socket, 'end');
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString()));
    socket.write(`GET /tasks/queue HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
    await ended;
    socket.destroy();
    assert.match(text, /^HTTP\/1\.1 500 /);
    assert.doesNotMatch(text, /connection: close/i);
  });

  it('lets an administrator create users', async () => {
    service = await startQwenImageService();
    const body = JSON.stringify({ username: 'third', password: 'third-password' });
    const create = async (signed: string) =>
      (await ask('POST', '/auth/users', { token: signed, body, type: 'application/json' })).status;
    assert.equal(await create(await token()), 403);
    assert.equal(await create(await token('admin', 'admin-password')), 201);
    assert.match(await token('third', 'third-password'), /^eyJ/);
  });

  it('requires a valid token', async () => {
    service = await startQwenImageService();
    for (const wrong of [undefined, 'nonsense', 'eyJhbGciOiJIUzI1NiJ9.e30.x']) {
      const answer = await ask('GET', '/tasks/queue', wrong ? { token: wrong } : {});
      assert.deepEqual([answer.status, answer.body], [401, { detail: '无效的认证凭据' }]);
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    }
    assert.equal((await ask('GET', '/health')).status, 200);
  });

  it('rejects unknown paths, methods and content types', async () => {
    service = await startQwenImageService({ auth: 'open' });
    assert.deepEqual((await ask('GET', '/nothing')).body, { detail: 'Not Found' });
    assert.deepEqual(
      [(await ask('GET', '/text-to-image')).status, (await ask('POST', '/tasks/queue')).status],
      [405, 405],
    );
    const json = await ask('POST', '/text-to-image', { body: '{"prompt":"x"}', type: 'application/json' });
    assert.equal(json.status, 422);
    assert.deepEqual(json.body['detail'], [
      { type: 'missing', msg: 'Field required', input: null, loc: ['body', 'prompt'] },
    ]);
    const login = await ask('POST', '/auth/login', { body: form({ username: 'demo', password: 'demo-password' }) });
    assert.equal(login.status, 422);
    const wrong = {
      prompt: '',
      num_inference_steps: '19',
      true_cfg_scale: '11',
      num_images: '5',
      seed: 'x',
      async_mode: 'maybe',
    };
    const all = await ask('POST', '/text-to-image', { body: form(wrong) });
    const fields = (all.body['detail'] as { loc: string[] }[]).map(({ loc }) => loc[1]);
    assert.deepEqual(fields.sort(), ['async_mode', 'num_images', 'num_inference_steps', 'seed', 'true_cfg_scale']);
    assert.equal(service.received['/text-to-image'], 2);
  });

  it('makes a square for an unknown ratio', async () => {
    service = await startQwenImageService({ auth: 'open' });
    const body = form({ prompt: 'x', aspect_ratio: '7:5', async_mode: 'false' });
    const facts = sniffImage((await ask('POST', '/text-to-image', { body })).bytes);
    assert.deepEqual([facts?.width, facts?.height, facts?.isWhole], [1024, 1024, true]);
  });

  it('counts a submit against the quota before it checks the images', async () => {
    service = await startQwenImageService();
    const signedIn = await token();
    const upload = (bytes: Uint8Array<ArrayBuffer>, type: string, count = 1): Promise<Answer> => {
      const body = new FormData();
      body.append('prompt', 'x');
      for (let index = 0; index < count; index += 1) body.append('images', new Blob([bytes], { type }), 'a.png');
      return ask('POST', '/image-edit', { token: signedIn, body });
    };
    const png = new Uint8Array(drawPng(8, 8, 'x'));
    assert.deepEqual((await upload(png, 'image/gif')).body, { detail: '不支持的文件类型: image/gif' });
    assert.deepEqual((await upload(new Uint8Array([1, 2, 3]), 'image/png')).body, { detail: '无法解析图像文件' });
    assert.deepEqual((await upload(new Uint8Array(20 * 1024 * 1024 + 1), 'image/png')).body, {
      detail: '文件大小超过限制',
    });
    assert.deepEqual((await upload(png, 'image/png', 3)).body, { detail: '最多上传2张图像' });
    assert.equal(service.user('demo').usedToday, 4);
    const eleven = new FormData();
    eleven.append('image', new Blob([png], { type: 'image/png' }), 'a.png');
    eleven.append('prompts', Array<string>(11).fill('x').join('|'));
    const refused = await ask('POST', '/image-edit/batch', { token: signedIn, body: eleven });
    assert.deepEqual(refused.body, { detail: '批量编辑提示数量不能超过 10' });
    assert.equal(service.user('demo').usedToday, 15);
  });

  it('lets every user read tasks in memory, and only the owner those in the database', async () => {
    service = await startQwenImageService({
      users: [
        { username: 'demo', password: 'demo-password' },
        { username: 'other', password: 'other-password' },
      ],
    });
    service.holdTasks();
    const own = await token();
    const other = await token('other', 'other-password');
    const id = String(
      (await ask('POST', '/text-to-image', { token: own, body: form({ prompt: 'x' }) })).body['task_id'],
    );
    assert.equal((await ask('GET', `/tasks/${id}`, { token: other })).body['position_in_queue'], 1);
    service.startNext();
    const running = await ask('GET', `/tasks/${id}`, { token: own });
    assert.deepEqual([running.body['status'], running.body['position_in_queue']], ['running', 1]);
    assert.match(String(running.body['created_at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/);
    service.restart();
    const refused = await ask('GET', `/tasks/${id}`, { token: other });
    assert.deepEqual([refused.status, refused.body], [403, { detail: '无权查看此任务' }]);
    assert.equal((await ask('GET', `/tasks/${id}`, { token: own })).body['error_message'], null);
  });

  it('limits only sign-ins and registrations', async () => {
    service = await startQwenImageService();
    const tokens = [];
    for (let count = 0; count < 5; count += 1) tokens.push(await token());
    const body = JSON.stringify({ username: 'demo', password: 'demo-password' });
    const sixth = await ask('POST', '/auth/login', { body, type: 'application/json' });
    assert.deepEqual([sixth.status, sixth.body], [429, { detail: '请求过于频繁。请在一分钟后再试。' }]);
    for (let count = 0; count < 30; count += 1) {
      assert.equal((await ask('GET', '/tasks/queue', { token: tokens[0]! })).status, 200);
    }
  });

  it('runs as many tasks as it has GPUs, in order', async () => {
    service = await startQwenImageService({ auth: 'open', gpus: 2 });
    service.holdTasks();
    for (const prompt of ['a', 'b', 'c']) await ask('POST', '/text-to-image', { body: form({ prompt }) });
    const [first, second, third] = service.taskIds();
    assert.deepEqual([service.startNext(), service.startNext()], [first, second]);
    assert.equal(service.finishNext(), first);
    service.releaseTasks();
    const done = await ask('GET', `/tasks/${third}/result?wait=true&timeout=5`);
    assert.equal(done.type, 'image/png');
  });

  it('can be started from the command line, and prints the configuration', async () => {
    const lines: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
    try {
      const running = await runSimulator('qwen-image-service', [
        '--port',
        '0',
        '--user',
        'me',
        '--password',
        'my-password',
        '--seconds',
        '0',
      ]);
      await running.stop();
    } finally {
      process.stdout.write = write;
    }
    const told = lines.join('');
    assert.match(told, /^http:\/\/127\.0\.0\.1:\d+\n/);
    assert.match(told, /"easel\.providers": \[\{"type":"qwen-image-service".*"username":"me"/);
    await assert.rejects(runSimulator('no-such', []), /There are: qwen-image-service/);
  });
});
