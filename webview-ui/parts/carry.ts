/** What a picture that is dragged out of the page carries. */
import { pictureMime } from '../../src/shared/admin/drag';

/** The ids of pictures that were dragged here out of the page. */
export function carriedPictures(data: DataTransfer): string[] {
  return JSON.parse(data.getData(pictureMime) || '[]') as string[];
}

/** The ids alone: the host knows the files, and the editor that it is dropped on asks the host. */
export function carryPictures({ dataTransfer }: DragEvent, imageIds: readonly (string | undefined)[]): void {
  if (!dataTransfer) return;
  dataTransfer.effectAllowed = 'copy';
  dataTransfer.setData(pictureMime, JSON.stringify(imageIds.filter((imageId) => imageId !== undefined)));
}
