import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { EaselError, fail } from '../../../../src/shared/model/easelError';
import type { Easel } from '../../../../src/engine/surface/easel';
import type { Converted, ConvertOptions } from '../../../../src/shared/platform/ports';
import type { KindLimits } from '../../../../src/providers/contract/model';
import type { Provider } from '../../../../src/providers/contract/provider';
import type { ImageRequest, ReferenceImage, ImageRequestInput } from '../../../../src/shared/model/jobs';
import { hollowJpeg } from '../../../fixtures/jpeg';
import { pngOf } from '../../../fixtures/png';
import { FakeService, pictures, rig, type Rig } from '../rig';

const svgText = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>';
const png = 'image/png';

/** A promise that a test opens by hand. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => (resolve = open));
  return { promise, resolve };
}

describe('input images of a job', () => {
  let opened: Rig | undefined;
  afterEach(async () => {
    await opened?.end();
    opened = undefined;
  });

  /** A service that edits; what it was given is kept. */
  function editor(
    type: string,
    rule: Partial<NonNullable<KindLimits['references']>> = {},
    rest: Partial<KindLimits> = {},
  ) {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    const seen: { request: ImageRequest; bytes: Uint8Array[] }[] = [];
    const limits: KindLimits = {
      count: 1,
      references: { min: 1, max: 3, types: [png, 'image/jpeg'], maxBytes: 10_000, ...rule },
      ...rest,
    };
    const provider: Provider = service.provider(type, {
      knownModels: () => [{ name: 'one', kinds: { edit: limits } }],
      submit: async (request, context) => {
        service.submits += 1;
        seen.push({ request, bytes: await Promise.all(request.references.map((one) => context.readImage(one))) });
        return service.onSubmit(context);
      },
    });
    return { service, seen, provider };
  }

  async function open(
    providers: Provider[],
    configured?: unknown,
  ): Promise<{ easel: Easel; orders: ConvertOptions[] }> {
    opened = await rig(providers, configured);
    const orders: ConvertOptions[] = [];
    opened.codec.convert = async (_bytes, options) => {
      orders.push(options);
      const { width, height } = options.size ?? { width: 32, height: 24 };
      const bytes = options.to === png ? pngOf(width, height) : hollowJpeg(width, height, 5000);
      return { bytes, mimeType: options.to, width, height, flattened: false, dropped: [] } satisfies Converted;
    };
    return { easel: opened.easel, orders };
  }
  const svg = (easel: Easel): Promise<ReferenceImage> =>
    easel.images.importReference(new TextEncoder().encode(svgText), { name: 'icon.svg', source: 'file:///w/icon.svg' });
  const edit = (references: ReferenceImage[], change: Partial<ImageRequestInput> = {}): ImageRequestInput => ({
    kind: 'edit',
    prompt: 'make it blue',
    references,
    ...change,
  });

  it('are sent as they are stored with the job, which says what was changed', async () => {
    const { provider, seen } = editor('a');
    const { easel } = await open([provider]);
    const reference = await svg(easel);
    assert.deepEqual([reference.mimeType, reference.width, reference.size], ['image/svg+xml', 24, svgText.length]);
    const [id = ''] = await easel.jobs.start(edit([reference]));
    const job = easel.jobs.get(id);
    const [stored] = job.request.references;
    assert.deepEqual([stored?.name, stored?.mimeType, stored?.source], ['icon.png', png, 'file:///w/icon.svg']);
    assert.equal(job.warnings[0]?.subject, 'icon.svg');
    assert.match(job.warnings[0]?.detail ?? '', /^24 × 24 svg 1 KB → 32 × 24 png 1 KB$/);
    assert.equal((await easel.jobs.finished(id)).state, 'done');
    assert.deepEqual(seen[0]?.request.references, [stored]);
    assert.equal(seen[0]?.bytes[0]?.length, stored?.size);
    // Once: what was said when the job was made is not said again when it is sent.
    assert.equal(easel.jobs.get(id).warnings.filter(({ code }) => code === 'adjusted').length, 1);
  });

  it("aren't changed when they fit", async () => {
    const { provider } = editor('a');
    const { easel, orders } = await open([provider]);
    const reference = await easel.images.importReference(pngOf(8, 8), { name: 'a.png' });
    const [id = ''] = await easel.jobs.start(edit([reference]));
    assert.deepEqual(
      [easel.jobs.get(id).request.references, easel.jobs.get(id).warnings, orders],
      [[reference], [], []],
    );
  });

  it('are converted once for many calls', async () => {
    const { provider, service } = editor('a');
    const { easel, orders } = await open([provider]);
    const ids = await easel.jobs.start(
      edit([await svg(easel)], { kind: 'batch', prompt: '', prompts: ['one', 'two', 'three'] }),
    );
    assert.deepEqual([ids.length, orders.length], [3, 1]);
    for (const id of ids) {
      assert.equal(easel.jobs.get(id).warnings.length, 1);
      await easel.jobs.finished(id);
    }
    assert.equal(service.submits, 3);
  });

  it("aren't converted when the request has a mistake", async () => {
    const { provider } = editor('a');
    const { easel, orders } = await open([provider]);
    const reference = await svg(easel);
    for (const imageRequest of [
      edit([reference], { prompt: ' ' }),
      edit([reference, reference, reference, reference]),
    ]) {
      await assert.rejects(easel.jobs.start(imageRequest), EaselError);
    }
    assert.deepEqual(orders, []);
  });

  it("that can't be fitted cost nothing, and the job is in the history with the reason", async () => {
    const { provider, service } = editor('a');
    const { easel } = await open([provider]);
    opened!.codec.convert = () => Promise.reject(fail('bad-request', { reason: 'not-an-image' }));
    await assert.rejects(
      easel.jobs.start(edit([await svg(easel)])),
      (thrown) => thrown instanceof EaselError && thrown.failure.reason === 'image-type',
    );
    const [job] = easel.jobs.list({ limit: 10 });
    assert.deepEqual([job?.state, job?.failure?.reason, service.submits], ['failed', 'image-type', 0]);
  });

  it('are sent unchanged to another provider that accepts them', async () => {
    const [first, narrow, wide] = [editor('a'), editor('b', { maxBytes: 20 }), editor('c')];
    first.service.onSubmit = () => {
      throw fail('server', { maybeReceived: false });
    };
    const configured = [
      { type: 'a', priority: 9 },
      { type: 'b', priority: 5 },
      { type: 'c', priority: 1 },
    ];
    const { easel, orders } = await open([first.provider, narrow.provider, wide.provider], configured);
    const [id = ''] = await easel.jobs.start(edit([await svg(easel)]));
    const done = await easel.jobs.finished(id);
    assert.deepEqual([done.state, done.plan], ['done', ['a', 'c']]);
    assert.deepEqual([narrow.service.submits, orders.length], [0, 1]);
    assert.deepEqual(wide.seen[0]?.request.references, first.seen[0]?.request.references);
  });

  it('have a mask that is resized with its image, or dropped with a warning where none is supported', async () => {
    const { provider, seen } = editor('a', { types: [png, 'image/jpeg'] }, { mask: true });
    const { easel, orders } = await open([provider]);
    const photo = await easel.images.importReference(hollowJpeg(64, 48, 20_000), { name: 'photo.jpg' });
    const mask = await easel.images.importReference(pngOf(64, 48, [0, 0, 0, 0]), { name: 'mask.png' });
    const [id = ''] = await easel.jobs.start(edit([photo], { mask }));
    await easel.jobs.finished(id);
    const sent = seen[0]?.request;
    assert.deepEqual([sent?.references[0]?.width, sent?.mask?.width, sent?.mask?.height], [32, 32, 24]);
    assert.equal(orders.length, 2);

    await opened!.end();
    const plain = editor('b');
    const second = await open([plain.provider]);
    const picture = await second.easel.images.importReference(pngOf(64, 48), { name: 'a.png' });
    const kept = await second.easel.images.importReference(pngOf(64, 48, [0, 0, 0, 0]), { name: 'mask.png' });
    const [other = ''] = await second.easel.jobs.start(edit([picture], { mask: kept }));
    assert.deepEqual(second.easel.jobs.get(other).warnings, [{ code: 'unsupported', subject: 'mask' }]);
    assert.equal(second.orders.length, 0);
  });

  it('make no job when the window is closed meanwhile', async () => {
    const { provider, service } = editor('a');
    const { easel } = await open([provider]);
    const reference = await svg(easel);
    const begun = gate();
    const go = gate();
    const work = opened!.codec.convert;
    opened!.codec.convert = async (...order) => {
      begun.resolve();
      await go.promise;
      return work(...order);
    };
    const starting = assert.rejects(
      easel.jobs.start(edit([reference])),
      (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'cancelled',
    );
    await begun.promise;
    await easel.dispose();
    go.resolve();
    await starting;
    assert.equal(service.submits, 0);
  });

  it('an SVG from a service is not accepted as an image', async () => {
    const { provider, service } = editor('a');
    service.onSubmit = () => ({
      kind: 'outputs',
      outputs: [{ source: { bytes: new TextEncoder().encode(svgText) } }],
    });
    const { easel } = await open([provider]);
    const [id = ''] = await easel.jobs.start(
      edit([await easel.images.importReference(pngOf(8, 8), { name: 'a.png' })]),
    );
    const job = await easel.jobs.finished(id);
    assert.deepEqual([job.state, job.failure?.reason], ['failed', 'svg-result']);
  });
});
