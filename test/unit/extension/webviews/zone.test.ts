import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createZone } from '../../../../src/extension/webviews/shared/zone';
import * as fields from '../../../../src/extension/webviews/shared/fields';
import { accepts } from './accepts';

const noon = Date.UTC(2026, 0, 15, 12);

describe('time zone of a page', () => {
  it('is the last one used until the page sends its own', () => {
    const moves: string[] = [];
    const zone = createZone('Asia/Shanghai', (name) => moves.push(name));
    assert.equal(zone.calendar().dayOf(noon).start, Date.UTC(2026, 0, 14, 16));
    zone.use('Asia/Shanghai');
    assert.deepEqual(moves, []);
    zone.use('America/New_York');
    assert.deepEqual([zone.name(), moves], ['America/New_York', ['America/New_York']]);
    assert.equal(zone.calendar().dayOf(noon).start, Date.UTC(2026, 0, 15, 5));
  });

  it('falls back to that of the host', () => {
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const kept of [undefined, 'Mars/Olympus', 8]) assert.equal(createZone(kept, () => undefined).name(), here);
  });

  it('is accepted from the page only as an existing name', () => {
    assert.ok(accepts(fields.timeZone, 'Europe/Berlin'));
    for (const nonsense of ['', 'Mars/Olympus', 'x'.repeat(100), 3, null])
      assert.ok(!accepts(fields.timeZone, nonsense));
  });
});
