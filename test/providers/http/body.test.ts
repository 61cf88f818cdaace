import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'mocha';
import { readBody } from '../../../src/http/transport/body';

const piece = Buffer.alloc(65_536, 7);

describe('reading the body of an answer', () => {
  it('lets other work have its turn while a large one is copied', async () => {
    let turns = 0;
    let isRead = false;
    const count = (): void => {
      turns += 1;
      if (!isRead) setImmediate(count);
    };
    setImmediate(count);
    const body = await readBody(Readable.from(Array.from({ length: 320 }, () => piece)), {
      announced: 320 * piece.length,
      maxBytes: 64 * 1024 * 1024,
    });
    isRead = true;
    assert.equal(body.length, 320 * piece.length);
    assert.ok(body.every((byte) => byte === 7));
    assert.ok(turns >= 19, `${turns} turns during 20 MB`);
  });
});
