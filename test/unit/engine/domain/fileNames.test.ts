import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import { candidateNames, safeStem, slugFrom, stemFromTemplate } from '../../../../src/engine/domain/fileNames';

const facts = {
  prompt: 'A red fox, in the snow!',
  now: new Date(2026, 2, 9, 14, 5, 59).getTime(),
  providerName: 'My Qwen',
  seed: 7,
};

describe('file names', () => {
  it('are made from the prompt, in every script', () => {
    assert.equal(slugFrom('A red fox, in the snow!'), 'a-red-fox-in-the-snow');
    assert.equal(slugFrom('雪地里的红狐狸'), '雪地里的红狐狸');
    assert.equal(slugFrom('!!!'), 'image');
    assert.equal(slugFrom('word '.repeat(50)).length <= 48, true);
    assert.equal([...slugFrom('长'.repeat(200))].length, 48);
  });

  it('follow the template', () => {
    assert.equal(
      stemFromTemplate('{date}/{slug}_{seed}-{provider} {time} {other}', facts),
      '2026-03-09-a-red-fox-in-the-snow_7-my-qwen 14-05-59 {other}',
    );
    assert.equal(stemFromTemplate('{slug}', { ...facts, prompt: 'con' }), 'con-image');
  });

  it('fit into the 255 bytes of a file system in every script, number and extension included', () => {
    for (const text of ['😀'.repeat(300), '雪'.repeat(300), 'é'.repeat(300)]) {
      assert.ok(Buffer.byteLength(safeStem(text)) <= 200, text.slice(0, 2));
    }
  });

  it('are numbered until one is free', () => {
    const names = candidateNames('fox', 'png', { index: 0, count: 1 });
    assert.deepEqual([names.next().value, names.next().value], ['fox.png', 'fox-2.png']);
    const second = candidateNames('fox', 'png', { index: 1, count: 4 });
    assert.deepEqual([second.next().value, second.next().value], ['fox-2.png', 'fox-3.png']);
  });

  const hostile: [what: string, text: string, expected: string][] = [
    ['a parent folder', '../../../etc/passwd', 'etc-passwd'],
    ['a parent folder on Windows', '..\\..\\Windows\\System32\\x', 'Windows-System32-x'],
    ['an absolute path', '/etc/shadow', 'etc-shadow'],
    ['a drive', 'C:\\x', 'C-x'],
    ['a stream', 'fox.png:hidden', 'fox.png-hidden'],
    ['an end in between', 'fox.png\u0000.exe', 'fox.png-.exe'],
    ['letters that run backwards', 'fox\u202egnp.exe', 'fox-gnp.exe'],
    ['other direction marks', 'a\u061cb\u2066c\u200fd', 'a-b-c-d'],
    ['invisible characters', 'a\u00adb\u200bc\ufeffd\u{e0041}e', 'a-b-c-d-e'],
    ['a lone surrogate', 'a\ud83db', 'a-b'],
    ['a device', 'CON', 'CON-image'],
    ['a device with an extension', 'nul.tar.gz', 'nul-image.tar.gz'],
    ['a device with a space', 'aux .txt', 'aux-image .txt'],
    ['a device with a small figure', 'COM\u00b9', 'COM\u00b9-image'],
    ['a console', 'CONOUT$', 'CONOUT$-image'],
    ['no device', 'console.log', 'console.log'],
    ['an option', '--rf -x', 'rf -x'],
    ['a hidden file', '...bashrc', 'bashrc'],
    ['dots and spaces at the end', 'fox. . .', 'fox'],
    ['nothing', ' .. -- ', 'image'],
    ['wild cards', '*?<>|"', 'image'],
    ['lines', 'a\r\nb\tc', 'a-b-c'],
    ['emoji', '🦊'.repeat(75), '🦊'.repeat(50)],
  ];
  for (const [what, text, expected] of hostile) {
    it(`are made safe: ${what}`, () => {
      assert.equal(safeStem(text), expected);
      assert.doesNotThrow(() => encodeURIComponent(safeStem(text)));
    });
  }

  it('never leave their folder and are always valid, whatever the prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const stem of [safeStem(text), stemFromTemplate(text, { ...facts, prompt: text })]) {
          assert.ok(stem.length > 0 && [...stem].length <= 90, stem);
          // eslint-disable-next-line no-control-regex -- these are the characters that must not be there
          assert.doesNotMatch(stem, /[\u0000-\u001f<>:"/\\|?*]/);
          assert.doesNotMatch(stem, /^[. ]|[. ]$/);
        }
      }),
    );
  });
});
