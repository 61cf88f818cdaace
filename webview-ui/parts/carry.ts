/** What a picture that is dragged out of the page carries. */
import { pictureMime } from '../../src/shared/admin/drag';

/** The ids alone: the host knows the files, and the editor that it is dropped on asks the host. */
export function carryPictures(data: DataTransfer, entries: readonly { imageId?: string }[]): void {
  data.effectAllowed = 'copy';
  data.setData(pictureMime, JSON.stringify(entries.flatMap(({ imageId }) => imageId ?? [])));
}
