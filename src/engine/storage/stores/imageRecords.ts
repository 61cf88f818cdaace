/** The images of the history as rows. */
import { randomUUID } from 'node:crypto';
import type { ImageRecords, NewImage, ImageRecord } from '../../domain/stores';
import type { Database, Row } from '../database/database';
import { text } from '../database/rows';

export function createImageRecords(database: Database): ImageRecords {
  return {
    ofJob: (jobId) =>
      database
        .all('SELECT * FROM images WHERE job_id = ? AND deleted_at IS NULL ORDER BY position', jobId)
        .map(imageFrom),
    get: (imageId) => {
      const row = database.one('SELECT * FROM images WHERE id = ? AND deleted_at IS NULL', imageId);
      return row && imageFrom(row);
    },
    setDelivered: (imageId, uri, fileName) => {
      database.run('UPDATE images SET delivered_to = ?, file_name = ? WHERE id = ?', uri, fileName, imageId);
    },
  };
}

export function insertImage(
  database: Database,
  image: NewImage,
  { jobId, createdAt }: { jobId: string; createdAt: number },
): void {
  const { kept } = image;
  database.run(
    `INSERT INTO images (id, job_id, position, prompt, hash, mime_type, extension, size, width, height, has_alpha,
      created_at, file_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    randomUUID(),
    jobId,
    image.position,
    image.prompt,
    kept.hash,
    kept.mimeType,
    kept.extension,
    kept.size,
    kept.width,
    kept.height,
    kept.hasAlpha ? 1 : 0,
    createdAt,
    image.fileName,
  );
}

export function imageFrom(row: Row): ImageRecord {
  return {
    id: text(row, 'id'),
    jobId: text(row, 'job_id'),
    position: Number(row['position']),
    prompt: text(row, 'prompt'),
    hash: text(row, 'hash'),
    mimeType: text(row, 'mime_type'),
    extension: text(row, 'extension'),
    size: Number(row['size']),
    width: Number(row['width']),
    height: Number(row['height']),
    hasAlpha: row['has_alpha'] === 1,
    favorite: row['favourite'] === 1,
    createdAt: Number(row['created_at']),
    ...(row['delivered_to'] === null ? {} : { deliveredTo: text(row, 'delivered_to') }),
    fileName: text(row, 'file_name'),
  };
}
