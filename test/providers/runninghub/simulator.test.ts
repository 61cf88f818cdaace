/** The simulator is as strict as the service: what it lets through in other tests, the service would let through too. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { parseJson } from '../../../src/providers/runninghub/shared/reply';
import { studioApp, textApp } from '../../simulators/runninghub/apps';
import { enterpriseKey, personalKey, startRunningHub, type RunningHubSimulator } from '../../simulators/runninghub';
import { drawPng } from '../../simulators/image';

interface Said {
  code?: number | string;
  errorCode?: string;
  msg?: string;
  data?: { taskId?: string; promptTips?: string } | null;
}

describe('the simulator of RunningHub', () => {
  let service: RunningHubSimulator;
  beforeEach(async () => {
    service = await startRunningHub();
  });
  afterEach(() => service.stop());

  async function call(path: string, init: RequestInit = {}): Promise<{ status: number; said: Said }> {
    const answer = await fetch(`${service.url}${path}`, { method: 'POST', ...init });
    return { status: answer.status, said: (await answer.json()) as Said };
  }
  const v1 = (path: string, body: unknown) =>
    call(path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const v2 = (path: string, body: unknown, key = enterpriseKey) =>
    call(path, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
  const nodes = [{ nodeId: '57:8', fieldName: 'text', fieldValue: 'fox' }];
  const good = { webappId: textApp.id, apiKey: personalKey, nodeInfoList: nodes };
  const run = '/task/openapi/ai-app/run';

  it('answers with 200, and rejects what the service rejects', async () => {
    const wrong: [unknown, number][] = [
      [{ ...good, apiKey: undefined }, 301],
      [{ ...good, apiKey: 'x'.repeat(32) }, 802],
      [{ ...good, webappId: '1' }, 901],
      // What JavaScript makes of the number.
      [{ ...good, webappId: Number(textApp.id) }, 901],
      [{ ...good, nodeInfoList: 'x' }, 803],
      [{ ...good, nodeInfoList: [{ ...nodes[0], nodeId: '99' }] }, 803],
      [{ ...good, nodeInfoList: [{ ...nodes[0], fieldValue: 7 }] }, 803],
      [{ ...good, instanceType: 'PLUS' }, 301],
      [
        {
          webappId: studioApp.id,
          apiKey: personalKey,
          nodeInfoList: [{ nodeId: '18', fieldName: 'resolution', fieldValue: '3k' }],
        },
        433,
      ],
    ];
    for (const [body, code] of wrong) {
      const { status, said } = await v1(run, body);
      assert.deepEqual([status, said.code, said.data], [200, code, null], JSON.stringify(body));
    }
    const { said } = await v1(run, { ...good, somethingElse: 1 });
    assert.equal(said.code, 0);
    assert.deepEqual(service.unknownFields, ['somethingElse']);
  });

  it('accepts only JSON by POST', async () => {
    assert.equal((await call(run, { body: new URLSearchParams({ apiKey: personalKey }) })).said.code, 301);
    assert.equal((await call(run, { method: 'GET' })).said.code, 301);
    const headers = { authorization: `Bearer ${enterpriseKey}` };
    assert.equal((await call('/openapi/v2/query', { method: 'GET', headers })).said.errorCode, '1009');
    assert.equal((await call('/openapi/v2/query', { headers, body: 'x' })).said.errorCode, '1007');
    assert.equal((await call('/task/openapi/ai-app/status/1', { method: 'GET' })).status, 404);
  });

  it('accepts a broken graph, and reports it in promptTips', async () => {
    const body = {
      ...good,
      webappId: studioApp.id,
      nodeInfoList: [{ nodeId: '39', fieldName: 'image', fieldValue: 'x' }],
    };
    const { said } = await v1(run, body);
    assert.equal(said.code, 0);
    const tips = JSON.parse(said.data?.promptTips ?? '{}') as { node_errors: object };
    assert.deepEqual(Object.keys(tips.node_errors), ['39']);
  });

  it('rejects invalid parameters of models', async () => {
    const path = '/openapi/v2/rhart-image-n-pro/text-to-image';
    const imageRequest = { prompt: 'fox', resolution: '1k' };
    assert.equal((await v2(path, imageRequest)).said.errorCode, '');
    assert.equal((await v2(path, { ...imageRequest, resolution: '1K' })).said.errorCode, '1007');
    assert.equal((await v2(path, { ...imageRequest, aspectRatio: 'auto' })).said.errorCode, '1007');
    assert.equal((await v2(path, { prompt: 'fox' })).said.errorCode, '1007');
    assert.equal((await v2('/openapi/v2/rhart-image-n-pro/edit', imageRequest)).said.errorCode, '1007');
    assert.equal((await v2('/openapi/v2/nothing/here', imageRequest)).said.errorCode, '1404');
    assert.equal((await v2(path, imageRequest, personalKey)).said.errorCode, '1014');
    assert.equal((await v2(path, imageRequest, 'x'.repeat(32))).said.code, 412);
  });

  it('expects the key of the account call in lower case', async () => {
    assert.equal((await v1('/uc/openapi/accountStatus', { apikey: personalKey })).said.code, 0);
    assert.equal((await v1('/uc/openapi/accountStatus', { apiKey: personalKey })).said.code, 301);
  });

  it('accepts only images, in both upload calls', async () => {
    const form = (fields: Record<string, string>, bytes: Uint8Array): FormData => {
      const all = new FormData();
      for (const [name, value] of Object.entries(fields)) all.append(name, value);
      all.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
      return all;
    };
    const png = drawPng(8, 8, 'x');
    const old = '/task/openapi/upload';
    const fields = { apiKey: personalKey, fileType: 'input' };
    assert.equal((await call(old, { body: form(fields, png) })).said.code, 0);
    assert.equal((await call(old, { body: form({ apiKey: personalKey }, png) })).said.code, 301);
    assert.equal((await call(old, { body: form(fields, new Uint8Array(8)) })).said.code, 808);
    const path = '/openapi/v2/media/upload/binary';
    assert.equal((await call(path, { body: form({}, png) })).said.code, 401);
    const headers = { authorization: `Bearer ${personalKey}` };
    assert.equal((await call(path, { headers, body: form({}, png) })).said.code, 0);
    assert.equal((await call(path, { headers, body: new FormData() })).said.code, 1007);
  });

  it('rejects tasks over the concurrency limit of the key', async () => {
    service.key(personalKey).limit = 1;
    service.holdTasks();
    assert.equal((await v1(run, good)).said.code, 0);
    assert.equal((await v1(run, good)).said.code, 421);
    service.finishNext();
    assert.equal((await v1(run, good)).said.code, 0);
  });
});

describe('parsing JSON with long numbers', () => {
  it('keeps all digits, and changes nothing else', () => {
    assert.deepEqual(parseJson('{"a":1910246754753896451,"b":-1910246754753896451,"c":12}'), {
      a: '1910246754753896451',
      b: '-1910246754753896451',
      c: 12,
    });
    assert.deepEqual(parseJson('["1910246754753896451 \\" 1910246754753896452",0.1234567890123456789,1e999]'), [
      '1910246754753896451 " 1910246754753896452',
      Number('0.1234567890123456789'),
      Infinity,
    ]);
    assert.throws(() => parseJson('{"a":1910246754753896451'));
  });
});
