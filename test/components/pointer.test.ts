/** The presses of the harness, on a page that does to them what a slow workbench does. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { openBrowser, type OpenBrowser } from '../harness/workbench/browser';
import { press, pressKeyIn } from '../harness/workbench/pointer';

/** Two rows and a box; what they hear is kept in `heard`. */
const document = `<!DOCTYPE html><style>button, input { display: block; width: 300px; height: 40px; }</style>
  <button aria-label="fox.png"><b>fox.png</b></button>
  <button aria-label="lake.png"><b>lake.png</b></button>
  <input>
  <script>
    const heard = [];
    const [fox, lake] = document.querySelectorAll('button');
    const box = document.querySelector('input');
    for (const kind of ['click', 'contextmenu', 'dblclick']) {
      addEventListener(kind, (event) => heard.push(kind + ' ' + (event.target.closest('button')?.ariaLabel ?? event.target.tagName)));
    }
    box.addEventListener('keydown', (event) => heard.push(event.key + ' ' + box.value));
  </script>`;

describe('press() of the test harness', () => {
  let browser: OpenBrowser;
  let page: Page;
  before(async function () {
    this.timeout(120_000);
    browser = await openBrowser({ width: 600, height: 400, scale: 1 });
    ({ page } = browser);
    await page.addInitScript('globalThis.__name ??= (value) => value');
  });
  beforeEach(async () => {
    await page.goto('about:blank');
    await page.setContent(document);
  });
  after(() => browser.close());

  const heard = (): Promise<string[]> => page.evaluate<string[]>('heard');
  const fox = (): Parameters<typeof press>[0] => ({
    locator: page.locator('[aria-label="fox.png"]'),
    attributes: { 'aria-label': 'fox.png' },
  });

  it('presses the named button once', async () => {
    await press(fox());
    await press(fox(), { decisive: 'contextmenu' });
    assert.deepEqual(await heard(), ['click fox.png', 'contextmenu fox.png']);
  });

  it('does not press a row that was reused for another file', async () => {
    await page.evaluate(`fox.addEventListener('mousemove', () => fox.ariaLabel = 'replace')`);
    await assert.rejects(press(fox()), /astray/);
    assert.deepEqual(await heard(), []);
  });

  it('does not press what moved under the pointer', async () => {
    await page.evaluate(`fox.addEventListener('mousemove', () => fox.before(lake))`);
    await assert.rejects(press(fox()), /astray/);
    assert.deepEqual(await heard(), []);
  });

  it('presses the row, not a frame that opened over it', async () => {
    await page.evaluate(`fox.addEventListener('mousemove', () => {
      const frame = document.createElement('iframe');
      frame.style = 'position: fixed; inset: 0; width: 100%; height: 100%';
      frame.srcdoc = '<body style="height: 100vh" onclick="parent.heard.push(\\'frame\\')">';
      document.body.append(frame);
    })`);
    await press(fox());
    assert.deepEqual(await heard(), ['click fox.png']);
  });

  it('reports what covers the target instead of pressing it', async () => {
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<div class="veil" style="position: fixed; inset: 0"></div>')`,
    );
    await assert.rejects(press(fox()), /before it is <div class="veil"/);
    assert.deepEqual(await heard(), []);
  });

  it('leaves no listener in the page', async () => {
    await page.evaluate(`fox.addEventListener('mousemove', () => fox.ariaLabel = 'replace', { once: true })`);
    await assert.rejects(press(fox()), /astray/);
    await page.locator('[aria-label="lake.png"]').click();
    assert.deepEqual(await heard(), ['click lake.png']);
  });

  it('sends a key to the input with the given text only', async () => {
    const box = page.locator('input');
    await box.fill('a red fox');
    await assert.rejects(pressKeyIn({ locator: box, value: 'a blue fox' }, 'Enter'), /something else/);
    await pressKeyIn({ locator: box, value: 'a red fox' }, 'Enter');
    assert.deepEqual(await heard(), ['Enter a red fox']);
  });

  it('does not send a key to what took the focus meanwhile', async () => {
    const { keyboard } = page;
    const press = keyboard.press.bind(keyboard);
    keyboard.press = async (key) => {
      await page.evaluate('lake.focus()');
      await press(key);
    };
    await assert.rejects(pressKeyIn({ locator: page.locator('input') }, 'Enter'), /astray/);
    keyboard.press = press;
    assert.deepEqual(await heard(), []);
  });
});
