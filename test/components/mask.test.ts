/** Masks on the page Create: each stays with its image, an empty one is not used, and an image that is gone is told. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import type { CreateDraft, CreateForm } from '../../src/shared/protocol/pages/create';
import { until } from '../harness/until';
import { faultsOf, useComponents, type OpenPage } from './stage';

const [first, second, mask] = ['a'.repeat(64), 'b'.repeat(64), 'f'.repeat(64)] as const;
const view = (hash: string, name: string) => {
  return { hash, name, width: 200, height: 100, url: `/images/${name}?width=200&height=100` };
};
const form: CreateForm = {
  ...{ kind: 'edit', providers: [{ id: 'one', name: 'One' }], providerId: 'one', fields: [], maxReferences: 3 },
  ...{ takesMask: true, line: 'One · 1 picture', references: [view(first, 'first.png'), view(second, 'second.png')] },
};
const rectangle = { kind: 'rectangle', erases: false, x: 0, y: 0, width: 100, height: 100 };
const painted = { work: { steps: [rectangle], done: 1, feather: 0 } };
const draft: CreateDraft = { references: [first, second], mask };

describe('masks', () => {
  const components = useComponents();
  const kept = (work: object): object => ({ tab: 'create', pages: { create: { prompt: 'night', draft, ...work } } });
  const open = (work: object = painted, more: object = {}): Promise<OpenPage> =>
    components.open({ entries: 0, create: { form }, kept: kept(work), ...more });
  const asked = async ({ calls }: OpenPage): Promise<CreateDraft> =>
    ((await calls('createForm')).at(-1) ?? [])[0] as CreateDraft;
  const becomes = (page: OpenPage, wanted: Partial<CreateDraft>): Promise<unknown> =>
    until(
      JSON.stringify(wanted),
      async () => {
        const { references, mask: own } = await asked(page);
        return JSON.stringify([references, own ?? null]) === JSON.stringify([wanted.references, wanted.mask ?? null]);
      },
      { seen: async () => JSON.stringify(await asked(page)) },
    );
  const press = ({ page }: OpenPage, name: string): Promise<void> => page.getByRole('button', { name }).click();
  const undo = ({ page }: OpenPage): Locator => page.getByRole('dialog').getByRole('button', { name: 'Undo' });

  it('stay with their image when the order changes, also over a reload', async () => {
    const page = await open();
    await press(page, 'Move Later: first.png');
    await becomes(page, { references: [second, first] });
    await press(page, 'Paint Mask…');
    await undo(page).waitFor();
    assert.equal(await undo(page).isDisabled(), true);
    await page.page.keyboard.press('Escape');
    const back = await components.open({ entries: 0, create: { form }, kept: await page.stage((one) => one.kept) });
    await press(back, 'Move Later: second.png');
    await becomes(back, { references: [first, second], mask });
    await press(back, 'Paint Mask…');
    await until('what was painted', async () => !(await undo(back).isDisabled()));
  });

  it('are restored when their image is removed and added again', async () => {
    const page = await open(painted, { answers: { createPick: { hashes: [first] } } });
    await press(page, 'Remove first.png');
    await becomes(page, { references: [second] });
    await press(page, 'Add…');
    await becomes(page, { references: [second, first] });
    await press(page, 'Move Earlier: first.png');
    await becomes(page, { references: [first, second], mask });
  });

  it('stay editable when the parameters of their job are reused', async () => {
    const route = { page: 'create', parametersOf: 'job-1' };
    for (const own of [{ mask }, {}]) {
      const like = { prompt: 'day', draft: { references: [first], ...own } };
      const page = await open(painted, { route, answers: { createLike: like } });
      await becomes(page, { references: [first], ...own });
      await press(page, 'Paint Mask…');
      await until('what was painted', async () => !(await undo(page).isDisabled()));
    }
  });

  it('stay, struck through, while the model does not support them, and return with one that does', async () => {
    const warning = "This model doesn't support masks. The mask won't be used.";
    const use = { label: 'Use Two', target: { providerId: 'two', values: { model: 'm' } } };
    const without = { ...form, takesMask: false, unusedMask: { warning, use } };
    const page = await open(painted, { create: { form: without } });
    await page.page.getByRole('status').getByText(warning).waitFor();
    assert.equal(await page.page.locator('s').innerText(), 'Mask');
    assert.deepEqual(await faultsOf(page.page), []);
    await page.stage((stage) => {
      const { unusedMask: _unused, ...supporting } = stage.options.create?.form as Record<string, unknown>;
      stage.options.create = { form: { ...supporting, takesMask: true } };
    });
    await press(page, 'Use Two');
    await becomes(page, { references: [first, second], mask });
    const { providerId, values } = await asked(page);
    assert.deepEqual([providerId, values], ['two', { model: 'm' }]);
    await press(page, 'Paint Mask…');
    await until('what was painted', async () => !(await undo(page).isDisabled()));
  });

  it('are painted for the provider that the page was opened with', async () => {
    const route = { page: 'create', references: [{ reference: { hash: second } }], mask: { providerId: 'two' } };
    const page = await open(painted, { route });
    await page.page.getByRole('dialog').waitFor();
    await until('the draft', async () => (await asked(page)).providerId === 'two');
    assert.deepEqual((await asked(page)).references, [second]);
  });

  it('do not take over the strokes of another mask', async () => {
    const like = { prompt: 'day', draft: { references: [first], mask: 'e'.repeat(64) } };
    const page = await open(painted, {
      route: { page: 'create', parametersOf: 'job-1' },
      answers: { createLike: like },
    });
    await becomes(page, { references: [first], mask: 'e'.repeat(64) });
    await press(page, 'Paint Mask…');
    await undo(page).waitFor();
    assert.equal(await undo(page).isDisabled(), true);
  });

  for (const [what, steps] of [
    ['cleared', [rectangle, { kind: 'clear' }]],
    ['erased', [rectangle, { kind: 'stroke', erases: true, size: 900, points: [100, 50] }]],
    ['inverted twice', [{ kind: 'invert' }, { kind: 'invert' }]],
    ['only beside the picture', [{ kind: 'stroke', erases: false, size: 4, points: [-50, -50] }]],
  ] as const) {
    it(`can't be used when they were ${what}, with a reason`, async () => {
      const page = await open({ work: { steps, done: steps.length, feather: 0 }, paints: true });
      const dialog = page.page.getByRole('dialog');
      await dialog.getByText('Nothing painted yet.').waitFor();
      const use = dialog.getByRole('button', { name: 'Use Mask' });
      assert.equal(await use.isDisabled(), true);
      await page.page.keyboard.press('Control+Enter');
      assert.deepEqual(await page.calls('createFromBytes'), []);
      await dialog.getByRole('button', { name: 'Undo' }).click();
      if (steps.length > 1) await until('something to use', async () => !(await use.isDisabled()));
    });
  }

  it('can be painted by keyboard and by a single click', async () => {
    for (const isClick of [false, true]) {
      const page = await open({ work: { steps: [], done: 0, feather: 0 }, paints: true });
      const dialog = page.page.getByRole('dialog');
      const use = dialog.getByRole('button', { name: 'Use Mask' });
      await until('the picture', async () => ((await page.page.locator('.sheet').boundingBox())?.width ?? 0) > 50);
      await dialog.getByText('Nothing painted yet.').waitFor();
      if (isClick) await page.page.locator('.sheet').click({ position: { x: 30, y: 30 } });
      else await page.page.getByRole('application').press('Enter');
      await until('something to use', async () => !(await use.isDisabled()));
    }
  });

  it("say that their image can't be shown, and what to do", async () => {
    const gone = { ...form, references: [{ ...view(first, 'first.png'), url: '/gone.png' }] };
    const page = await open({ paints: true }, { create: { form: gone } });
    const dialog = page.page.getByRole('dialog');
    await dialog.getByRole('alert').getByText("Can't show this image").waitFor();
    await dialog.getByRole('button', { name: 'Invert' }).click();
    assert.equal(await dialog.getByRole('button', { name: 'Use Mask' }).isDisabled(), true);
  });

  it('are labeled, visibly and for screen readers, as belonging to the edited image', async () => {
    const { page } = await open();
    const means = page.getByText('The first image is edited. The others are references.');
    await means.waitFor();
    const described = await page.getByRole('img', { name: /first\.png/ }).getAttribute('aria-describedby');
    assert.equal(described, await means.getAttribute('id'));
    await page.getByText('200 × 100').first().waitFor();
  });

  it('keep the whole image in view while the window is resized, until it is zoomed', async () => {
    const page = await open();
    const sheet = page.page.getByRole('dialog').locator('.sheet');
    const width = async (): Promise<number> => (await sheet.boundingBox())?.width ?? 0;
    const fits = (): Promise<unknown> =>
      until(
        'the whole picture',
        async () => (await width()) > 100 && (await width()) < (page.page.viewportSize()?.width ?? 0),
      );
    await press(page, 'Paint Mask…');
    await fits();
    const wide = await width();
    await page.page.setViewportSize({ width: 340, height: 700 });
    await fits();
    assert.ok((await width()) < wide);
    await page.page.getByRole('dialog').getByRole('button', { name: '+' }).click();
    const zoomed = await width();
    await page.page.setViewportSize({ width: 360, height: 700 });
    assert.equal(await width(), zoomed);
  });
});
