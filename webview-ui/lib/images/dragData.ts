/** What an image that is dragged out of the page carries. */
import { imageMime } from '../../../src/shared/protocol/views/drag';

/** The ids of images that were dragged here out of the page; none where something else goes by our name. */
export function readDragData(data: DataTransfer): string[] {
  try {
    const ids: unknown = JSON.parse(data.getData(imageMime));
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** The ids alone: the host knows the files, and the editor that it is dropped on asks the host. */
export function writeDragData({ dataTransfer }: DragEvent, imageIds: readonly (string | undefined)[]): void {
  if (!dataTransfer) return;
  dataTransfer.effectAllowed = 'copy';
  dataTransfer.setData(imageMime, JSON.stringify(imageIds.filter((imageId) => imageId !== undefined)));
}
