/** Who is who among the windows of a storage folder: nobody that is there counts as gone, and no ghost for long as there. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { registerWindow, type WindowRegistration } from '../../../../src/engine/storage/windows';
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

  it('one of a running process is open, however long ago its last heartbeat was', () => {
    const parent = enter('mine').name.replace(`~${process.pid}~`, `~${process.ppid}~`);
    clock = new FakeClock(clock.now() + 8 * day);
    // The machine has been up all the time, however short this one has.
    wrote(parent, Math.min(8 * day, (uptime() * 1000) / 2));
    const later = enter('later');
    assert.ok(later.others().includes(parent));
    assert.ok(existsSync(file(parent)));
    assert.ok(later.others().some((name) => name.startsWith('mine~')));
  });

  it('one that registered before the machine was started is closed, whichever process has its number now', () => {
    const mine = enter('mine');
    const parent = wrote(mine.name.replace(`~${process.pid}~`, `~${process.ppid}~`), uptime() * 1000 + 10 * minute);
    assert.deepEqual([mine.others(), mine.isGone(parent)], [[], true]);
    enter('later');
    assert.equal(existsSync(file(parent)), false);
  });
});
