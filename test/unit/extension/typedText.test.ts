/** Typing into a quick input while the extension host answers late. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { TypedText } from '../../../src/extension/quickInput/typedText';

interface Run {
  /** The box in the window. */
  box: string;
  /** The text of the host. */
  value: string;
  added: string[];
}

/** A key and the milliseconds before it. `⏎` is Enter, `⌫` Backspace. */
type Key = readonly [key: string, pause: number];

const invisible = /\u200B/g;

/**
 * Types into a box whose changes arrive at the extension host `delay` ms later, and the reverse, in order. As VS Code does, the
 * host sends its writes in the next turn and only the last one of a turn; a write that changes nothing isn't reported. Enter
 * adds the text and clears the box. Times are simulated.
 */
function type(keys: readonly Key[], delay: number): Run {
  const events: { at: number; order: number; run: () => void }[] = [];
  let now = 0;
  let order = 0;
  let box = '';
  let unsent: string | undefined;
  const added: string[] = [];
  const at = (time: number, run: () => void): void => void events.push({ at: time, order: order++, run });
  const change = (text: string): void => {
    if (text === box) return;
    box = text;
    at(now + delay, () => typed.changed(text));
  };
  const typed = new TypedText('', (text) => {
    if (unsent === undefined) {
      at(now + 0.01, () => {
        const sent = unsent ?? '';
        unsent = undefined;
        at(now + delay, () => change(sent));
      });
    }
    unsent = text;
  });
  const press = (key: string): void => {
    if (key === '⌫') return change(box.slice(0, -1));
    if (key !== '⏎') return change(box + key);
    at(now + delay, () => {
      if (typed.value !== '') added.push(typed.value);
      typed.set('');
    });
  };
  let time = 0;
  for (const [key, pause] of keys) at((time += pause), () => press(key));
  for (;;) {
    events.sort((one, other) => one.at - other.at || one.order - other.order);
    const next = events.shift();
    if (!next) return { box, value: typed.value, added };
    now = next.at;
    next.run();
  }
}

function keysOf(text: string, interval: number): Key[] {
  return [...text].map((key) => [key, interval]);
}

describe('text typed into a quick input that Easel clears', () => {
  it('loses no character of 40 typed every 20 ms to a host that answers after 150 ms', () => {
    const text = 'a lighthouse in a storm, oil on canvas 1';
    assert.equal(text.length, 40);
    assert.deepEqual(type(keysOf(text, 20), 150), { box: text, value: text, added: [] });
  });

  for (const interval of [20, 90, 400]) {
    it(`keeps what is typed between Enter and the clearing of the box: ${interval} ms a key`, () => {
      const rest = 'in autumn, with fog';
      const run = type(keysOf(`as a watercolor⏎as pixel art⏎in the rain⏎${rest}`, interval), 150);
      assert.deepEqual(run, { box: rest, value: rest, added: ['as a watercolor', 'as pixel art', 'in the rain'] });
    });
  }

  it('keeps letters that are typed twice while the first is written again', () => {
    for (let interval = 5; interval < 400; interval += 5) {
      const run = type(keysOf('a⏎aa⏎aaa⏎aaaa', interval), 150);
      assert.deepEqual(run, { box: 'aaaa', value: 'aaaa', added: ['a', 'aa', 'aaa'] }, `${interval} ms a key`);
    }
  });

  it('leaves no invisible character behind', () => {
    const run = type(keysOf('one⏎two⏎three', 30), 150);
    assert.doesNotMatch(run.box + run.value + run.added.join(''), invisible);
  });

  it('keeps corrections', () => {
    const run = type([...keysOf('a fix⌫⌫ox⏎', 90), ...keysOf('a cab⌫t', 90)], 150);
    assert.deepEqual(run, { box: 'a cat', value: 'a cat', added: ['a fox'] });
  });

  it('keeps all that is typed, at any speed and delay', () => {
    const key = fc.tuple(fc.constantFrom('a', 'b', ' ', '狐', '⏎', '⏎'), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), fc.integer({ min: 0, max: 400 }), (keys, delay) => {
        const text = keys.map(([letter]) => letter).join('');
        const parts = text.split('⏎');
        const rest = parts.pop() ?? '';
        assert.deepEqual(type(keys, delay), { box: rest, value: rest, added: parts.filter((part) => part !== '') });
      }),
      { numRuns: 500 },
    );
  });
});
