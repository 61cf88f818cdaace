/** Changes to the history: favorites, deletion that can be undone, clean-up by age. */
import { finalStates } from '../../../shared/model/jobs';
import type { CleanUp, CleanUpPreview, Removal } from '../../domain/history';
import type { Clock } from '../../../shared/platform/ports';
import type { StoredFile } from '../../domain/job';
import { extensionOf } from '../../domain/fileNames';
import type { Database } from '../database/database';
import { placeholders } from '../database/rows';
import { forgetLeftovers, noteLeftovers, readLeftovers } from '../stores/leftovers';

export interface Archive {
  addFavorites(imageIds: readonly string[]): void;
  removeFavorites(imageIds: readonly string[]): void;
  /** Hides entries; unfinished jobs stay visible. */
  hide(removal: Removal): void;
  unhide(removal: Removal): void;
  previewCleanUp(age: CleanUp): CleanUpPreview;
  /** Hashes of the files that the history needs. */
  needed(): Set<string>;
  /**
   * Deletes for good what was hidden before `time`. Gives the files left over before `time` that nothing needs, again
   * and again until they are forgotten.
   * @param spared Hashes of files that something outside the history needs: their rows stay, hidden.
   */
  purge(time: number, spared?: readonly string[]): StoredFile[];
  /** Called when the files are deleted, or are needed again. */
  forget(files: readonly StoredFile[]): void;
}

const finals = finalStates.map((state) => `'${state}'`).join(', ');

export function createArchive(database: Database, clock: Clock): Archive {
  function hide({ jobIds = [], imageIds = [] }: Removal): void {
    const now = clock.now();
    database.transaction(() => {
      for (const part of chunks(imageIds)) {
        const those = `id IN (${placeholders(part.length)}) AND deleted_at IS NULL`;
        database.run(`UPDATE images SET deleted_at = ? WHERE ${those}`, now, ...part);
        // A job is hidden with the last of its images.
        database.run(
          `UPDATE jobs SET deleted_at = ? WHERE deleted_at IS NULL
             AND id IN (SELECT job_id FROM images WHERE id IN (${placeholders(part.length)}))
             AND NOT EXISTS (SELECT 1 FROM images WHERE images.job_id = jobs.id AND images.deleted_at IS NULL)`,
          now,
          ...part,
        );
      }
      for (const part of chunks(jobIds)) {
        const those = `id IN (${placeholders(part.length)}) AND deleted_at IS NULL AND state IN (${finals})`;
        database.run(
          `UPDATE images SET deleted_at = ? WHERE deleted_at IS NULL AND job_id IN (SELECT id FROM jobs WHERE ${those})`,
          now,
          ...part,
        );
        // A lost job that the user removed is not looked up anymore.
        const withoutLookups = "facts = json_remove(facts, '$.looks', '$.progress')";
        database.run(`UPDATE jobs SET deleted_at = ?, ${withoutLookups} WHERE ${those}`, now, ...part);
      }
    });
  }

  function unhide({ jobIds = [], imageIds = [] }: Removal): void {
    database.transaction(() => {
      for (const part of chunks(imageIds)) {
        database.run(`UPDATE images SET deleted_at = NULL WHERE id IN (${placeholders(part.length)})`, ...part);
        database.run(
          `UPDATE jobs SET deleted_at = NULL WHERE id IN (SELECT job_id FROM images WHERE id IN (${placeholders(part.length)}))`,
          ...part,
        );
      }
      for (const part of chunks(jobIds)) {
        database.run(`UPDATE images SET deleted_at = NULL WHERE job_id IN (${placeholders(part.length)})`, ...part);
        database.run(`UPDATE jobs SET deleted_at = NULL WHERE id IN (${placeholders(part.length)})`, ...part);
      }
    });
  }

  function setFavorite(imageIds: readonly string[], favorite: 0 | 1): void {
    database.transaction(() => {
      for (const part of chunks(imageIds)) {
        database.run(`UPDATE images SET favourite = ? WHERE id IN (${placeholders(part.length)})`, favorite, ...part);
      }
    });
  }

  function previewCleanUp({ before, keepFavorites }: CleanUp): CleanUpPreview {
    const kept = keepFavorites ? 'AND images.favourite = 0' : '';
    const images = database.all(
      `SELECT images.id, images.size FROM images JOIN jobs ON jobs.id = images.job_id
       WHERE images.deleted_at IS NULL AND jobs.state IN (${finals}) AND jobs.created_at < ? ${kept}`,
      before,
    );
    const empty = database.all(
      `SELECT id FROM jobs WHERE deleted_at IS NULL AND state IN (${finals}) AND created_at < ?
         AND NOT EXISTS (SELECT 1 FROM images WHERE images.job_id = jobs.id AND images.deleted_at IS NULL)`,
      before,
    );
    return {
      imageIds: images.map((row) => String(row['id'])),
      jobIds: empty.map((row) => String(row['id'])),
      bytes: images.reduce((sum, row) => sum + Number(row['size']), 0),
    };
  }

  function purge(time: number, spared: readonly string[] = []): StoredFile[] {
    return database.transaction(() => {
      deleteHidden(time, spared);
      const left = readLeftovers(database, time).filter(({ hash }) => !spared.includes(hash));
      if (left.length === 0) return [];
      const needed = neededHashes(database);
      // If they are no longer needed later, they are noted again.
      forgetLeftovers(
        database,
        left.filter(({ hash }) => needed.has(hash)),
      );
      return left.filter(({ hash }) => !needed.has(hash));
    });
  }

  function deleteHidden(time: number, spared: readonly string[]): void {
    const names = JSON.stringify(spared);
    const isSpared = 'IN (SELECT value FROM json_each(?2))';
    const oldImages = `FROM images WHERE deleted_at < ?1 AND hash NOT ${isSpared}`;
    const isOld = `jobs.deleted_at < ?1 AND NOT EXISTS (SELECT 1 FROM images WHERE images.job_id = jobs.id)
      AND NOT EXISTS (SELECT 1 FROM ${sentImages} WHERE json_extract(value, '$.hash') ${isSpared})`;
    const made = database.all(`SELECT hash, mime_type ${oldImages}`, time, names);
    database.run(`DELETE ${oldImages}`, time, names);
    const sent = database.all(
      `SELECT json_extract(value, '$.hash') AS hash, json_extract(value, '$.mimeType') AS mime_type
       FROM jobs, ${sentImages} WHERE value IS NOT NULL AND ${isOld}`,
      time,
      names,
    );
    // Files that a lost job was still receiving.
    const arriving = ['$.pending', '$.arriving'].flatMap((list) =>
      database.all(
        `SELECT json_extract(value, '$.hash') AS hash, json_extract(value, '$.extension') AS extension
         FROM jobs, json_each(facts, ?3) WHERE json_extract(value, '$.hash') IS NOT NULL AND ${isOld}`,
        time,
        names,
        list,
      ),
    );
    database.run(`DELETE FROM prompts WHERE rowid IN (SELECT rowid FROM jobs WHERE ${isOld})`, time, names);
    database.run(`DELETE FROM jobs WHERE ${isOld}`, time, names);
    const gone = [...made, ...sent, ...arriving].map((row) => ({
      hash: String(row['hash']),
      extension: String(row['extension'] ?? extensionOf(String(row['mime_type']))),
    }));
    noteLeftovers(database, gone, time);
  }

  return {
    addFavorites: (imageIds) => setFavorite(imageIds, 1),
    removeFavorites: (imageIds) => setFavorite(imageIds, 0),
    hide,
    unhide,
    previewCleanUp,
    needed: () => neededHashes(database),
    purge,
    forget: (files) => database.transaction(() => forgetLeftovers(database, files)),
  };
}

/** The input images of a job: its references, followed by its mask (NULL if it has none). */
const sentImages = `json_each(json_insert(json_extract(facts, '$.request.references'), '$[#]',
  json_extract(facts, '$.request.mask')))`;

/** Hashes of all images, references and masks, and of results that are still arriving. */
function neededHashes(database: Database): Set<string> {
  const rows = database.all(
    `SELECT hash FROM images
     UNION SELECT json_extract(value, '$.hash') FROM jobs, ${sentImages}
     UNION SELECT json_extract(value, '$.hash') FROM jobs, json_each(facts, '$.pending')
     UNION SELECT json_extract(value, '$.hash') FROM jobs, json_each(facts, '$.arriving')`,
  );
  return new Set(rows.map((row) => String(row['hash'])));
}

/** SQLite limits the number of values in one statement. */
function chunks<Item>(items: readonly Item[], size = 500): Item[][] {
  const parts: Item[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}
