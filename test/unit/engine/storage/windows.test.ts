/** Who is who among the windows of a storage folder: nobody that is there counts as gone, and no ghost for long as there. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { windowName, registerWindow, type WindowRegistration } from '../../../../src/engine/storage/windows';
import { FakeClock } from '../fakeClock';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('the windows of a folder', () => {
  let folder: string;
  let clock: FakeClock;
  const entered: WindowRegistration[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'easel-windows-'));
    clock = new FakeClock();
  });
  afterEach(() => {
    for (const window of entered.splice(0)) window.leave();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string): string => join(folder, 'windows', name);

  function enter(id: string): WindowRegistration {
    const window = registerWindow(id, folder, clock);
    entered.push(window);
    return window;
  }

  /** A window that wrote itself down so many milliseconds ago, and nothing since. */
  function wrote(name: string, ago = 0): string {
    writeFileSync(file(name), '');
    const time = (clock.now() - ago) / 1000;
    utimesSync(file(name), time, time);
    return name;
  }

  it('one of another machine is open while it sends heartbeats, and closed ten minutes after the last one', async () => {
    const mine = enter('mine');
    const other = wrote('other~4711~0123456789ab');
    assert.deepEqual([mine.others(), mine.isGone(other)], [[other], false]);
    await clock.pass(8 * minute);
    assert.deepEqual([mine.others(), mine.isGone(other)], [[other], false]);
    await clock.pass(4 * minute);
    assert.deepEqual([mine.others(), mine.isGone(other)], [[], true]);
    // Nobody knows what became of one that never wrote itself down.
    assert.equal(mine.isGone('unheard~1~0123456789ab'), false);
  });

  it('each sends heartbeats until it is closed', async () => {
    const mine = enter('mine');
    await clock.pass(30 * minute);
    assert.ok(clock.now() - statSync(file(mine.name)).mtimeMs < 2 * minute);
    rmSync(file(mine.name));
    await clock.pass(2 * minute);
    assert.ok(existsSync(file(mine.name)), 'it did not write itself down again');
    mine.leave();
    await clock.pass(30 * minute);
    assert.deepEqual(readdirSync(join(folder, 'windows')), []);
  });

  it('one of a running process is open, however far the clock was set', async () => {
    const mine = enter('mine');
    const parent = wrote(windowName('parent', process.ppid));
    for (const jump of [10 * 60 * minute, -20 * 60 * minute, 8 * day]) {
      clock.jump(jump);
      assert.deepEqual([mine.others(), mine.isGone(parent)], [[parent], false], `after ${jump} ms`);
    }
    await clock.pass(30 * minute);
    assert.equal(mine.isGone(parent), false);
    const later = enter('later');
    assert.ok(later.others().includes(parent));
    assert.ok(later.others().includes(mine.name));
    assert.ok(existsSync(file(parent)));
  });

  it('one of another machine stays open when the clock is set, and gets one interval to show itself after a sleep', async () => {
    const mine = enter('mine');
    const other = wrote('other~4711~0123456789ab');
    for (const jump of [10 * 60 * minute, -21 * 60 * minute]) {
      clock.jump(jump);
      assert.equal(mine.isGone(other), false, `after ${jump} ms`);
    }
    await clock.oversleep(10 * 60 * minute);
    assert.equal(mine.isGone(other), false);
    wrote(other);
    await clock.pass(9 * minute);
    assert.equal(mine.isGone(other), false);
  });

  it('one whose process number another process has now is closed', () => {
    const mine = enter('mine');
    const own = windowName('parent', process.ppid);
    const start = /~s([0-9a-f]+)~/.exec(own)?.[1];
    if (start === undefined) return;
    const parent = wrote(own.replace(start, '0123456789ab'));
    assert.deepEqual([mine.others(), mine.isGone(parent)], [[], true]);
    enter('later');
    assert.equal(existsSync(file(parent)), false);
  });

  it('one of an earlier version, whose name lacks the start of its process, is open while its process runs', () => {
    const mine = enter('mine');
    const parent = wrote(windowName('parent', process.ppid).replace(/~s[0-9a-f]+~/, '~'));
    clock.jump(10 * 60 * minute);
    assert.deepEqual([mine.others(), mine.isGone(parent)], [[parent], false]);
  });
});
