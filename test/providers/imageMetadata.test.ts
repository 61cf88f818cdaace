/** What the images in a request carry when a service receives them, for every provider, type of image and place for metadata. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { openEngine } from '../../src/engine';
import type { Easel } from '../../src/engine/surface/easel';
import { defaultConfig } from '../../src/engine/providers/configuration';
import { createCodec } from '../../src/engine/images/codec';
import { systemClock } from '../../src/extension/platform/clock';
import type { Provider } from '../../src/providers/contract/provider';
import type { ReferenceImage } from '../../src/shared/model/jobs';
import { metadataPlaces, placesIn, withAllMetadata, type TypeWithMetadata } from '../fixtures/imageMetadata';
import { providerPart, testedProviders } from '../harness/providerParts';
import { requestWatchers, type WireRequest } from '../simulators/wire';
import { pixelSources } from '../unit/images/pixelSources';
import { keptLog, MemoryFiles } from '../unit/engine/rig';
import type { Rig, RunningRig } from './harness/rigContract';

const mark = 'Home-52.5N-13.4E-';
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/images', name)));
const images: Record<TypeWithMetadata, Uint8Array> = {
  'image/jpeg': fixture('plain.jpg'),
  'image/png': fixture('opaque.png'),
  'image/webp': fixture('lossy.webp'),
};
const types = Object.keys(images) as TypeWithMetadata[];
const isSending = (provider: Provider): boolean => !provider.offline;

for (const provider of testedProviders.filter(isSending)) {
  describe(`the metadata of input images: ${provider.type}`, function () {
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), 'easel-metadata-'));
    let keepMetadata = false;
    let running: RunningRig;
    let easel: Easel;
    let received: Buffer[];
    const watch = ({ body }: WireRequest): void => void received.push(body, ...decoded(body));

    before(async () => {
      running = await providerPart<Rig>('rig', provider.type).start();
      easel = await open();
      for (const [name, value] of Object.entries(running.secrets))
        await easel.providers.setSecret(provider.type, name, value);
      requestWatchers.add(watch);
    });
    beforeEach(() => (received = []));
    afterEach(() => (keepMetadata = false));
    after(async () => {
      requestWatchers.delete(watch);
      await easel.dispose();
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    function open(): Promise<Easel> {
      const { baseUrl: _baseUrl, ...config } = running.config;
      const secrets = new Map<string, string>();
      const assets = { read: () => Promise.reject(new Error('nothing is shipped here')) };
      return openEngine({
        storageFolder: folder,
        secrets: {
          get: (key) => Promise.resolve(secrets.get(key)),
          set: (key, value) => Promise.resolve(void secrets.set(key, value)),
          delete: (key) => Promise.resolve(void secrets.delete(key)),
        },
        settings: {
          providers: () => [{ type: provider.type, ...config, options: running.options ?? {}, pollSeconds: 0.2 }],
          output: () => ({ folder: 'images', fileName: '{slug}' }),
          webhook: () => undefined,
          keepMetadata: () => keepMetadata,
          onChange: () => ({ dispose: () => undefined }),
        },
        files: new MemoryFiles(),
        assets,
        codec: createCodec({
          workerPath: '',
          wasmPath: '',
          assets,
          clock: systemClock,
          pixels: pixelSources,
          execArgv: ['--import', 'tsx'],
        }),
        log: keptLog([]),
        clock: systemClock,
        windowId: 'one',
        providers: [provider],
      });
    }

    const import_ = (bytes: Uint8Array, name: string): Promise<ReferenceImage> =>
      easel.images.importReference(bytes, { name });

    async function edit(images: {
      references: ReferenceImage[];
      mask?: ReferenceImage;
      model?: string;
    }): Promise<void> {
      const destination = { workspaceFolder: 'file:///w' };
      const request = { kind: 'edit' as const, prompt: 'a red fox', ...images };
      const ids = await easel.jobs.start(request, { providerId: provider.type, destination });
      for (const id of ids) assert.equal((await easel.jobs.finished(id)).state, 'done');
    }

    async function send(type: TypeWithMetadata): Promise<void> {
      await edit({ references: [await import_(withAllMetadata(images[type], type, mark), 'photo')] });
    }

    const placesReceived = (type: TypeWithMetadata): string[] => [
      ...new Set(received.flatMap((bytes) => placesIn(bytes, type, mark))),
    ];

    for (const type of types) {
      it(`is not sent, nor is what follows the end: ${type}`, async function () {
        if (!easel.providers.limits(provider.type, 'edit')?.references) this.skip();
        await send(type);
        assert.ok(received.some(hasImage), 'an image was received');
        assert.deepEqual(placesReceived(type), []);
        assert.ok(!received.some((bytes) => bytes.includes(mark)), 'no mark of any place was received');
      });

      it(`is sent if the user wants that, without what follows the end: ${type}`, async function () {
        const references = easel.providers.limits(provider.type, 'edit')?.references;
        // Images of other types are converted.
        if (!references?.types.includes(type)) this.skip();
        keepMetadata = true;
        await send(type);
        const all = Object.keys(metadataPlaces[type]).filter((place) => place !== 'behind the end');
        assert.deepEqual(placesReceived(type).sort(), all.sort());
      });
    }

    it('is not sent with a mask', async function () {
      const model = provider.knownModels(defaultConfig(provider)).find(({ kinds }) => kinds.edit?.mask)?.name;
      if (model === undefined) this.skip();
      const mask = await import_(withAllMetadata(fixture('alpha.png'), 'image/png', mark), 'mask');
      await edit({ references: [await import_(images['image/png'], 'photo')], mask, model });
      assert.ok(received.some(hasImage), 'an image was received');
      assert.deepEqual(placesReceived('image/png'), []);
    });

    it('can be removed from every type of image that a model takes', () => {
      for (const { kinds } of provider.knownModels(defaultConfig(provider))) {
        for (const { references } of Object.values(kinds))
          for (const type of references?.types ?? []) assert.ok(types.includes(type as TypeWithMetadata), type);
      }
    });
  });
}

/** Data that is in Base64 in a body. */
function decoded(body: Buffer): Buffer[] {
  const texts = body.toString('latin1').match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [];
  return texts.map((text) => Buffer.from(text, 'base64'));
}

function hasImage(bytes: Buffer): boolean {
  return ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'WEBPVP8'].some((start) => bytes.includes(start, 0, 'latin1'));
}
