/** Typing into a quick input while the extension host answers late. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TypedText } from '../../../src/extension/quickInput/typedText';

/** A box whose changes arrive at the extension host `delay` ms later, and the reverse. Times are simulated. */
function typing(delay: number) {
  const events: { at: number; order: number; run: () => void }[] = [];
  let now = 0;
  let order = 0;
  let box = '';
  const added: string[] = [];
  const at = (time: number, run: () => void): void => void events.push({ at: time, order: order++, run });
  const change = (text: string): void => {
    if (text === box) return;
    box = text;
    at(now + delay, () => typed.changed(text));
  };
  const typed = new TypedText('', (text) => at(now + delay, () => change(text)));
  const accept = (): void =>
    at(now + delay, () => {
      added.push(typed.value);
      typed.set('');
    });
  return {
    added,
    /** Types one character every `interval` ms; `⏎` is Enter. @returns The box and the text of the host, when all is quiet. */
    type(text: string, interval: number) {
      [...text].forEach((letter, index) =>
        at(index * interval, () => (letter === '⏎' ? accept() : change(box + letter))),
      );
      for (;;) {
        events.sort((one, other) => one.at - other.at || one.order - other.order);
        const next = events.shift();
        if (!next) return { box, value: typed.value };
        now = next.at;
        next.run();
      }
    },
  };
}

describe('text typed into a quick input that Easel clears', () => {
  it('loses no character of 40 typed every 20 ms to a host that answers after 150 ms', () => {
    const text = 'a lighthouse in a storm, oil on canvas 1';
    assert.equal(text.length, 40);
    assert.deepEqual(typing(150).type(text, 20), { box: text, value: text });
  });

  it('keeps what is typed between Enter and the clearing of the box', () => {
    for (const interval of [20, 90, 400]) {
      const run = typing(150);
      const rest = 'as pixel art, in the rain at night';
      const end = run.type(`as a watercolor⏎${rest}`, interval);
      assert.deepEqual({ added: run.added[0], ...end }, { added: 'as a watercolor', box: rest, value: rest });
    }
  });
});
