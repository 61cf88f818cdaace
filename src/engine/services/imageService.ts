/** Images of the history and input images: read, converted, copied into the workspace. */
import type { Destination, ReferenceImage } from '../../shared/model/jobs';
import type { EaselImages } from '../surface/images';
import { EaselError, fail } from '../../shared/model/easelError';
import { extensionOf } from '../domain/fileNames';
import { refuseIfOutdated } from '../domain/outdated';
import { imageView } from './views';
import { requireImage, type EngineContext } from './context';

export function createImageService(engine: EngineContext): EaselImages {
  const { jobContext, delivery, search } = engine;
  const { imageStore } = jobContext;

  async function deliver(imageId: string, destination: Destination): Promise<string> {
    refuseIfOutdated(jobContext);
    const image = requireImage(engine, imageId);
    const { deliveredTo } = image;
    if (deliveredTo !== undefined && isWhereWanted(deliveredTo, destination) && (await exists(deliveredTo)))
      return deliveredTo;
    const stem = image.fileName.replace(/\.[^.]+$/, '');
    const uri = await delivery.deliverOne(image, destination.fileName ?? stem, destination);
    jobContext.changed(image.jobId);
    return uri;
  }

  /** Whether the file is anywhere in the workspace, or in the wanted folder outside of it. Always true without a workspace. */
  function isWhereWanted(
    uri: string,
    { workspaceFolder, folder = engine.settings.output().folder }: Destination,
  ): boolean {
    if (workspaceFolder === undefined) return true;
    return isBelow(uri, workspaceFolder) || isBelow(uri, jobContext.files.resolve(workspaceFolder, folder));
  }

  async function exists(uri: string): Promise<boolean> {
    const cut = uri.lastIndexOf('/');
    return !(await jobContext.files.isFree(uri.slice(0, cut), decodeURIComponent(uri.slice(cut + 1))));
  }

  async function importReference(
    bytes: Uint8Array,
    { name, source }: { name: string; source?: string },
  ): Promise<ReferenceImage> {
    const kept = await imageStore.keepReference(bytes).catch((thrown: unknown) => {
      if (thrown instanceof EaselError && thrown.failure.kind === 'bad-answer') {
        throw fail('bad-request', { reason: 'not-an-image', values: { name } });
      }
      throw thrown;
    });
    const { hash, mimeType, width, height, size } = kept;
    return { hash, name, mimeType, width, height, size, ...(source ? { source } : {}) };
  }

  return {
    list: (query) => search.images(query).map(imageView),
    get: (imageId) => imageView(requireImage(engine, imageId)),
    ofFile: (file) => {
      const found = search.imageOfFile(file);
      return found && imageView(found);
    },
    path: (imageId) => {
      const image = requireImage(engine, imageId);
      return imageStore.path(image.hash, image.extension);
    },
    bytes: (imageId) => {
      const image = requireImage(engine, imageId);
      return imageStore.read(image.hash, image.extension);
    },
    convertedBytes: async (imageId, type) => {
      const image = requireImage(engine, imageId);
      return (await engine.convert(await imageStore.read(image.hash, image.extension), { to: type })).bytes;
    },
    deliver,
    importReference,
    referencePath: ({ hash, mimeType }) => imageStore.path(hash, extensionOf(mimeType)),
    referenceBytes: engine.readImage,
  };
}

function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
