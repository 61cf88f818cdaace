import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as history from '../../../../src/extension/webviews/admin/history/schema';
import * as fields from '../../../../src/extension/webviews/shared/fields';
import { takes } from '../../../../src/extension/webviews/shared/parseValues';

const query = takes(history.entryQuery, fields.offset, history.limit);

describe('values of a call from a webview', () => {
  it('are passed on when each has its shape', () => {
    assert.deepEqual(query([{ text: 'fox' }, 0, 60]), { values: [{ text: 'fox' }, 0, 60] });
    assert.deepEqual(takes(fields.idOrNull)([null]), { values: [null] });
    assert.deepEqual(takes()([]), { values: [] });
  });

  it('are refused when there are too many or too few', () => {
    assert.deepEqual(takes(fields.id)(['a', 'b']), { problem: '1 values expected, not 2' });
    assert.deepEqual(query([{}]), { problem: '3 values expected, not 1' });
  });

  it('are refused with the name of the invalid field, without its value', () => {
    assert.deepEqual(query([{ states: ['done', 'secret'] }, 0, 60]), {
      problem: 'value 1, field states.1: invalid_value',
    });
    assert.deepEqual(query([{}, -1, 60]), { problem: 'value 2: too_small' });
    assert.deepEqual(query([{}, 0, 201]), { problem: 'value 3: too_big' });
    assert.deepEqual(query([{ limit: 5 }, 0, 60]), { problem: 'value 1: unrecognized_keys' });
  });

  it("can't replace the prototype of the parsed object", () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"text": "x"}}');
    assert.deepEqual(query([hostile, 0, 60]), { problem: 'value 1: unrecognized_keys' });
  });
});
