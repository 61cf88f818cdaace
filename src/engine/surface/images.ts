/** Images of the history and input images of requests, as bytes and as files. */
import type { Destination, ImageView, ReferenceImage } from '../../shared/model/jobs';
import type { ConvertedType } from '../../shared/platform/ports';
import type { HistoryQuery } from './history';

export interface EaselImages {
  /** Newest first. */
  list(query: HistoryQuery): ImageView[];
  get(imageId: string): ImageView;
  /** The image of the history that a file is: by its bytes (SHA-256, hex), or by the address that Easel wrote it to. */
  ofFile(file: { hash: string; uri?: string }): ImageView | undefined;
  /** Absolute path of the image in the image store; the file is never changed. */
  path(imageId: string): string;
  bytes(imageId: string): Promise<Uint8Array>;
  /** The image converted to another type; for a type without transparency, the background becomes white. */
  convertedBytes(imageId: string, type: ConvertedType): Promise<Uint8Array>;
  /**
   * The URI of the image in the workspace; writes the file there when it is not there.
   * @throws EaselError `storage`; the image stays in the image store.
   */
  deliver(imageId: string, destination: Destination): Promise<string>;
  /** Stores the bytes as an input image for a request. @throws EaselError `bad-request` when they are not an image. */
  importReference(bytes: Uint8Array, facts: { name: string; source?: string }): Promise<ReferenceImage>;
  /** Absolute path of an input image in the image store; the file is never changed, and may be gone. */
  referencePath(reference: ReferenceImage): string;
  /** The bytes of an input image. @throws EaselError `storage` (`image-missing`) when the store does not have them. */
  referenceBytes(reference: ReferenceImage): Promise<Uint8Array>;
}
