import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'mocha';
import { FakeClock } from './fakeClock';

describe('the clock of the tests', () => {
  it('waits for file system calls, however long they take', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'easel-clock-'));
    const clock = new FakeClock();
    let isWritten = false;
    clock.after(10, () => {
      void write(path.join(folder, 'a'), 20_000_000).then(() => (isWritten = true));
    });
    await clock.pass(10);
    assert.equal(isWritten, true);
    await rm(folder, { recursive: true });
  });
});

async function write(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'w');
  await handle.writeFile(Buffer.alloc(bytes));
  await handle.sync();
  await handle.close();
}
