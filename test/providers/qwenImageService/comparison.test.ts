import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { compareServers, type ComparedServer } from '../../simulators/compareServers';
import { comparison } from '../../simulators/qwenImageService/comparison';
import { setUp, tearDown } from './fixture';

const account = { username: 'demo', password: 'demo-password' };
const server = async (url: string): Promise<ComparedServer> => ({
  url,
  headers: await comparison.signIn(url, account),
});

describe('comparing the simulator of Qwen Image Service with a server', () => {
  after(tearDown);

  it('finds no difference between two simulators, and submits nothing', async () => {
    const [one, other] = [await setUp(), await setUp()];
    const servers = [await server(one.service.url), await server(other.service.url)] as const;
    const results = await compareServers(comparison.requests, ...servers);
    assert.equal(results.length, comparison.requests.length);
    assert.deepEqual(
      results.flatMap(({ differences }) => differences),
      [],
    );
    assert.deepEqual(other.service.taskIds(), []);
    assert.equal(other.service.user('demo').usedEver, 0);
  });

  it('names the request and what differs in its answer', async () => {
    const [one, other] = [await setUp(), await setUp()];
    const servers = [await server(one.service.url), await server(other.service.url)] as const;
    const body =
      '{"status":null,"text_to_image_model_loaded":true,"image_edit_model_loaded":true,"gpu_count":1,"more":1}';
    other.service.misbehave({ path: '/health', fault: { kind: 'answer', status: 201, body } });
    const results = await compareServers(comparison.requests, ...servers);
    assert.deepEqual(
      results.filter(({ differences }) => differences.length > 0),
      [
        {
          request: 'GET /health',
          differences: [
            'status: simulator 200, real 201',
            'answer.status: simulator string, real null',
            'answer.gpu_available: only in the simulator',
            'answer.more: only in the real server',
          ],
        },
      ],
    );
  });
});
