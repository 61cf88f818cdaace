/** The page Create in a real browser: prompt, refusals that stay, narrow places, and what the painter makes. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { createCodecs } from '../../src/engine/images/pixels/codecs';
import type { CreateForm, CreateResult } from '../../src/shared/protocol/pages/create';
import { until } from '../harness/until';
import { wasmOfPackages } from '../unit/images/pixelSources';
import { useComponents, type OpenPage } from './stage';

const hash = 'a'.repeat(64);
const hostile = '<img src=x onerror=alert(1)> \u202ereversed';
const form: CreateForm = {
  kind: 'edit',
  providers: [
    { id: 'one', name: 'A provider with a rather long name of its own' },
    { id: 'two', name: 'Two' },
  ],
  providerId: 'one',
  fields: [
    {
      ...{ name: 'aspectRatio', kind: 'list', label: 'Aspect ratio', value: '', unset: 'auto (default)' },
      options: [{ value: '16:9', label: '16:9' }],
    },
    {
      name: 'seed',
      kind: 'number',
      label: 'Seed',
      value: '',
      unset: 'Random',
      limit: '0 to 9',
      help: 'The same',
    },
    { name: 'negativePrompt', kind: 'text', label: 'Negative prompt', value: '', unset: 'None' },
  ],
  promptLength: 200,
  references: [{ hash, name: hostile, width: 200, height: 100, url: '/images/a.png?width=200&height=100' }],
  maxReferences: 3,
  takesMask: true,
  line: 'One · auto · 1 image · price unknown → next to the original',
};
const model: CreateForm['fields'][number] = {
  ...{ name: 'model', kind: 'list', label: 'Model', value: '', unset: 'gpt-image-1.5 (default)' },
  options: [{ value: 'dall-e-3', label: 'dall-e-3' }],
};
const result: CreateResult = {
  job: {
    ...{
      id: 'job-1',
      prompt: hostile,
      state: 'failed',
      isWaiting: false,
      stateLabel: 'Failed',
      trail: 'One 421 → Two',
    },
    ...{
      createdAt: 0,
      finishedAt: 5000,
      reason: hostile,
      steps: [{ action: 'set-key', label: 'Set Key' }],
      actions: ['again'],
    },
  },
  images: [],
};

describe('Create page', () => {
  const components = useComponents();
  const create = { form, results: [result], prompts: ['newest prompt', 'older prompt'] };
  const kept = (work: object = {}): object => ({
    tab: 'create',
    pages: { create: { prompt: 'make it night', draft: { references: [hash] }, jobIds: ['job-1'], ...work } },
  });
  const prompt = ({ page }: OpenPage): Locator => page.locator('textarea');
  const room = ({ page }: OpenPage): Locator => page.getByRole('application');

  it('shows text from outside as plain text', async () => {
    const open = await components.open({ entries: 0, create, kept: kept() });
    await open.page.locator('.reason').waitFor();
    assert.equal(await open.page.locator('.reason').innerText(), hostile.replace('\u202e', ''));
    assert.equal(await open.page.locator('li[data-job] .prompt img, li[data-job] .reason img').count(), 0);
    assert.deepEqual(await open.stage(({ violations }) => violations), []);
  });

  it('keeps an error and the prompt in view while jobs change', async () => {
    const refused = { createStart: 'The prompt is too bold.' };
    const open = await components.open({ entries: 0, create, refused, kept: kept() });
    await prompt(open).press('ControlOrMeta+Enter');
    await open.page.getByRole('alert').getByText('The prompt is too bold.').waitFor();
    const asked = (await open.calls('createForm')).length;
    await open.stage((stage) => stage.tell('job-changed', 50));
    await until('the form to be asked for', async () => (await open.calls('createForm')).length > asked);
    assert.equal(await open.page.getByRole('alert').innerText(), 'The prompt is too bold.');
    assert.equal(await prompt(open).inputValue(), 'make it night');
  });

  it('asks for the key that the provider lacks instead of starting', async () => {
    const missingSecret = { warning: 'One has no API key. Set one to continue.', button: 'Set Key…' };
    const open = await components.open({
      entries: 0,
      create: { ...create, form: { ...form, missingSecret } },
      kept: kept(),
    });
    await open.page.getByRole('alert').getByText('⚠ One has no API key.').waitFor();
    await open.page.getByRole('button', { name: 'Set Key…' }).click();
    await prompt(open).press('ControlOrMeta+Enter');
    await until('the questions', async () => (await open.calls('createSetSecret')).length === 2);
    assert.deepEqual(await open.calls('createSetSecret'), [['one'], ['one']]);
    assert.deepEqual(await open.calls('createStart'), []);
  });

  it('shows why the form failed to load, and retries', async () => {
    const refused = { createForm: 'The history can not be opened.' };
    const open = await components.open({ entries: 0, create, refused, kept: kept() });
    await open.page.getByRole('alert').getByText('The history can not be opened.').waitFor();
    await open.stage((stage) => void delete stage.options.refused);
    await open.page.getByRole('button', { name: 'Try Again' }).click();
    await prompt(open).waitFor();
    assert.equal(await prompt(open).inputValue(), 'make it night');
  });

  it('shows a skeleton while the form loads, and restores the draft', async () => {
    const open = await components.open({ entries: 0, silent: ['createForm'], kept: kept() });
    await open.page.getByRole('group', { name: 'Loading…' }).waitFor();
    assert.equal(await prompt(open).count(), 0);
  });

  it('adds images from the history to the input images, or replaces them', async () => {
    const route = { page: 'create', references: [{ reference: { hash: 'b'.repeat(64) } }] };
    for (const [more, expected] of [
      [{ adds: true }, [hash, 'b'.repeat(64)]],
      [{}, ['b'.repeat(64)]],
    ] as const) {
      const open = await components.open({ entries: 0, create, route: { ...route, ...more }, kept: kept() });
      await until('the draft to be asked about', async () => {
        const [draft] = (await open.calls('createForm')).at(-1) ?? [];
        return JSON.stringify((draft as { references: string[] }).references) === JSON.stringify(expected);
      });
    }
  });

  it('starts one job when the keys are pressed repeatedly, with the chosen values', async () => {
    const open = await components.open({ entries: 0, create, silent: ['createStart'], kept: kept() });
    await open.page.getByRole('textbox', { name: 'Seed' }).fill('7');
    for (let times = 0; times < 3; times += 1) await prompt(open).press('ControlOrMeta+Enter');
    await until('a start', async () => (await open.calls('createStart')).length > 0);
    const started = await open.calls('createStart');
    assert.deepEqual(started, [
      [{ references: [hash], values: { aspectRatio: '', seed: '7', negativePrompt: '' } }, 'make it night'],
    ]);
  });

  it('leaves the arrow keys to the prompt while the caret is inside it', async () => {
    const open = await components.open({ entries: 0, create, kept: kept() });
    const long = 'a prompt that is much too long for one line of this field '.repeat(3).trim();
    await prompt(open).fill(long);
    await prompt(open).evaluate((area) => (area as HTMLTextAreaElement).setSelectionRange(90, 90));
    await prompt(open).press('ArrowUp');
    assert.equal(await prompt(open).inputValue(), long);
    await prompt(open).press('ControlOrMeta+End');
    await prompt(open).press('ArrowUp');
    await until('the prompt before', async () => (await prompt(open).inputValue()) === 'newest prompt');
  });

  it('counts the characters of a prompt that is too long', async () => {
    const open = await components.open({ entries: 0, create, kept: kept() });
    await prompt(open).fill('x'.repeat(201));
    await open.page.getByText('This model accepts up to').waitFor();
    assert.equal(await open.page.locator('button.main').isDisabled(), true);
  });

  for (const width of [300, 700, 1500]) {
    it(`fits a width of ${width} pixels, with the mask dialog too`, async () => {
      const open = await components.open({ entries: 0, create, kept: kept() }, { width, height: 800 });
      await open.page.locator('.reason').waitFor();
      const overflows = (): Promise<boolean> =>
        open.page.evaluate(() =>
          [...document.querySelectorAll('#easel *')].some(
            (one) =>
              one.getBoundingClientRect().right > innerWidth + 1 &&
              !one.closest('.room') &&
              one.closest('.create') !== null,
          ),
        );
      assert.equal(await overflows(), false);
      await open.page.getByRole('button', { name: 'Paint Mask…' }).click();
      await room(open).waitFor();
      assert.equal(await overflows(), false);
      await open.page.keyboard.press('Escape');
      await until('the painter to close', async () => (await room(open).count()) === 0);
      assert.equal(await open.page.evaluate(() => document.activeElement?.textContent?.trim()), 'Paint Mask…');
    });
  }

  for (const width of [300, 700, 1500]) {
    it(`truncates no parameter option at ${width} pixels`, async () => {
      const withModel = { ...create, form: { ...form, fields: [...form.fields, model] } };
      const { page } = await components.open({ entries: 0, create: withModel, kept: kept() }, { width, height: 800 });
      await page.locator('#field-model').waitFor();
      const cut = await page.locator('select[id^=field-]').evaluateAll((lists) =>
        lists
          .filter((list) => {
            const given = list.getBoundingClientRect().width;
            (list as HTMLElement).style.width = 'max-content';
            return list.getBoundingClientRect().width > given;
          })
          .map(({ id }) => id),
      );
      assert.deepEqual(cut, []);
    });
  }

  it('handles the keys of the mask dialog wherever the focus is', async () => {
    const steps = [{ kind: 'rectangle', erases: false, x: 0, y: 0, width: 100, height: 100 }];
    const open = await components.open({
      ...{ entries: 0, create },
      kept: kept({ paints: true, work: { steps, done: 1, feather: 0 } }),
    });
    await until('the picture', async () => ((await open.page.locator('.sheet').boundingBox())?.width ?? 0) > 50);
    const undo = open.page.getByRole('button', { name: 'Undo' });
    await undo.click();
    await until('nothing to undo', () => undo.isDisabled());
    await open.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await open.page.keyboard.press('Control+Shift+z');
    await until('it to be done again', async () => !(await undo.isDisabled()));
    await open.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await open.page.keyboard.press('Control+z');
    await until('nothing to undo', () => undo.isDisabled());
  });

  it('feathers the edge of the mask as set', async () => {
    const steps = [{ kind: 'rectangle', erases: false, x: 0, y: 0, width: 100, height: 100 }];
    const open = await components.open({
      ...{ entries: 0, create },
      kept: kept({ paints: true, work: { steps, done: 1, feather: 8 } }),
    });
    await until('the picture', async () => ((await open.page.locator('.sheet').boundingBox())?.width ?? 0) > 50);
    await open.page.getByRole('button', { name: 'Use Mask' }).click();
    await until('the mask', async () => (await open.calls('createFromBytes')).length === 1);
    const bytes = await open.page.evaluate<number[]>(
      `[...globalThis.stage.calls.find(({ method }) => method === 'createFromBytes').values[0]]`,
    );
    const mask = await createCodecs(wasmOfPackages).decodePng(Uint8Array.from(bytes));
    assert.deepEqual([mask.width, mask.height], [200, 100]);
    const alpha = (x: number): number => mask.data[(50 * 200 + x) * 4 + 3] ?? -1;
    assert.deepEqual([alpha(60), alpha(150)], [0, 255]);
    assert.ok(alpha(97) > 20 && alpha(97) < 128, `inside the edge ${alpha(97)}`);
    assert.ok(alpha(103) > 128 && alpha(103) < 240, `outside the edge ${alpha(103)}`);
  });
});
