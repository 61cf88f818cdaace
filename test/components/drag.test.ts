/** Images that are dragged out of a page carry their ids, wherever they are shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import type { CreateResult } from '../../src/shared/protocol/pages/create';
import { useComponents } from './stage';

const mime = 'application/vnd.easel.pictures';
const small = {
  width: 300,
  height: 200,
  hasAlpha: false,
  fileName: 'a.png',
  url: '/images/1.png?width=300&height=200',
};
const job: CreateResult['job'] = {
  ...{ id: 'job-1', prompt: 'a fox', state: 'done', isWaiting: false, stateLabel: 'Done', trail: 'Sketch' },
  ...{ createdAt: 0, finishedAt: 5000, steps: [], actions: [] },
};
const large = { ...small, id: 'image-1', prompt: 'a fox', mimeType: 'image/png', size: 9, requested: {} };

/** What a drag that begins at the place carries; nothing where none can begin. */
async function carried(place: Locator): Promise<Record<string, string>> {
  await place.waitFor();
  return place.evaluate((element) => {
    if (!element.closest('[draggable=true]')) return {};
    const data = new DataTransfer();
    element.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: data }));
    return Object.fromEntries(data.types.map((type) => [type, data.getData(type)]));
  });
}

describe('dragging images', () => {
  const components = useComponents();
  const wanted = { [mime]: '["image-1"]' };

  it('carries the image out of the details', async () => {
    const { page } = await components.open({ entries: 5 });
    await page.locator('#entry-1 img.shown').waitFor();
    await page.locator('#entry-1').click();
    const image = page.locator('.big img');
    assert.deepEqual(await carried(image), wanted);
    // What is zoomed into is moved by the pointer instead.
    await page.locator('.zoomable').press('+');
    await page.locator('.movable').waitFor();
    assert.deepEqual(await carried(image), {});
  });

  it('carries the image out of the results of Create and out of Jobs', async () => {
    const results = [{ job, images: [{ ...small, imageId: 'image-1' }] }];
    const form = {
      kind: 'generate',
      providers: [],
      fields: [],
      references: [],
      maxReferences: 0,
      takesMask: false,
      line: '',
    };
    const kept = { tab: 'create', pages: { create: { prompt: '', draft: { references: [] }, jobIds: ['job-1'] } } };
    const create = await components.open({ entries: 0, create: { form, results }, kept });
    assert.deepEqual(await carried(create.page.locator('.image img')), wanted);
    const jobs = { active: [], moreActive: 0, ended: [{ ...job, image: { ...small, imageId: 'image-1' } }] };
    const list = await components.open({ entries: 0, kept: { tab: 'jobs' }, answers: { jobs } });
    assert.deepEqual(await carried(list.page.locator('.image img')), wanted);
  });

  it('adds an input image when it ends on Create', async () => {
    const form = { kind: 'generate', providers: [], fields: [], references: [], maxReferences: 2, line: '' };
    const { page, calls } = await components.open({ entries: 0, create: { form }, kept: { tab: 'create' } });
    await page.locator('.form').evaluate((element, type) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData(type, '["image-1"]');
      element.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer }));
    }, mime);
    assert.deepEqual(await calls('createFromHistory'), [[['image-1']]]);
  });

  it('carries the image out of the images panel and the sidebar', async () => {
    const images = { jobIds: ['job-1'], prompt: 'a fox', providerName: 'Sketch', images: [large] };
    const page = await components.open({ entries: 0, page: 'images', answers: { images } });
    assert.deepEqual(await carried(page.page.locator('.card img')), wanted);
    const side = await components.open({ entries: 2, page: 'side' });
    assert.deepEqual(await carried(side.page.locator('.tile img').nth(1)), wanted);
  });
});
