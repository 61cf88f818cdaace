/** The list of the keys: those of the page that one is on, as the keyboard at hand names them. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { useComponents } from './stage';

const form = {
  kind: 'generate',
  providers: [],
  fields: [],
  references: [],
  maxReferences: 0,
  takesMask: false,
  line: '',
};
const reference = { hash: 'a'.repeat(64), name: 'a.png', width: 200, height: 100 };
const edited = {
  ...{ ...form, kind: 'edit', takesMask: true, maxReferences: 2 },
  references: [{ ...reference, url: '/images/a.png?width=200&height=100' }],
};
const painting = { prompt: '', draft: { references: [reference.hash] }, paints: true };
const image = { url: '/images/x.png?width=64&height=64', name: 'x.png', width: 64, height: 64, hasAlpha: false };
const always = ['/', '?'];

describe('keyboard help', () => {
  const components = useComponents();

  async function listed(options: object): Promise<string[]> {
    const { page } = await components.open({ entries: 3, ...options });
    await page.getByRole('tab', { name: 'History' }).waitFor();
    const ready = page.locator('.stage .line, [role=application], .tile, .form, .page, .sheet, .service, .notice');
    await ready.first().waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard Shortcuts' });
    await dialog.waitFor();
    return dialog.locator('kbd').allInnerTexts();
  }

  it('lists on each page the keys that work there', async () => {
    const history = await listed({ kept: { tab: 'history' } });
    for (const key of [...always, 'I', 'Ctrl+A', 'Ctrl+Z', 'Delete']) assert.ok(history.includes(key), key);
    assert.ok(!history.includes('Ctrl+Enter'));
    const create = await listed({ kept: { tab: 'create' }, create: { form } });
    assert.deepEqual(create, ['Ctrl+Enter', '↑ ↓', 'Ctrl+V', ...always]);
    const jobs = await listed({ kept: { tab: 'jobs' }, ended: 2 });
    assert.deepEqual(jobs, always);
    const providers = await listed({ kept: { tab: 'providers' } });
    assert.deepEqual(providers, ['Alt+↑ Alt+↓', ...always, 'Esc']);
  });

  it('lists the keys of the comparison and of the mask dialog', async () => {
    const compare = await listed({
      kept: { tab: 'history', compared: [{ imageId: 'one' }] },
      compared: [image, image],
    });
    for (const key of ['S B D', 'X', 'Esc', ...always]) assert.ok(compare.includes(key), key);
    assert.ok(!compare.includes('I'));
    const mask = await listed({ kept: { tab: 'create', pages: { create: painting } }, create: { form: edited } });
    for (const key of ['B', 'E', 'R', 'I', '[ ]', 'Ctrl+Z', 'Ctrl+Enter', 'Esc']) assert.ok(mask.includes(key), key);
    assert.ok(!mask.includes('/'));
  });

  it('uses the key names of a Mac on a Mac', async () => {
    const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36';
    const history = await listed({ kept: { tab: 'history' }, userAgent });
    for (const key of ['⌘A', '⌘Z', '⌫']) assert.ok(history.includes(key), key);
    assert.ok(!history.some((key) => key.includes('Ctrl') || key === 'Delete'));
    const create = await components.open({ entries: 0, kept: { tab: 'create' }, create: { form }, userAgent });
    await create.page.getByText('press ⌘Enter').waitFor();
  });

  it('does not open over a dialog', async () => {
    const { page } = await components.open({ entries: 3, route: { page: 'history', cleanUp: true } });
    await page.getByRole('heading', { name: 'Clean Up History' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('?');
    assert.equal(await page.getByRole('dialog').count(), 1);
  });
});
