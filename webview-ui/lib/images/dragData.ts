/** The data of an image that is dragged from the page. */
import { imageMime } from '../../../src/shared/protocol/views/drag';

/** The IDs of dragged images; none for other data. */
export function readDragData(data: DataTransfer): string[] {
  try {
    const ids: unknown = JSON.parse(data.getData(imageMime));
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Stores only the IDs: the host knows the files, and the editor asks the host for them. */
export function writeDragData({ dataTransfer }: DragEvent, imageIds: readonly (string | undefined)[]): void {
  if (!dataTransfer) return;
  dataTransfer.effectAllowed = 'copy';
  dataTransfer.setData(imageMime, JSON.stringify(imageIds.filter((imageId) => imageId !== undefined)));
}
