/** Reads the input images of a request into the image store. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { fail, failureFrom } from '../../shared/model/easelError';
import type { ReferenceImage } from '../../shared/model/jobs';
import { nameOf } from '../workspaceImages/sources';

/** No service accepts larger images; reading them would only use up memory. */
const maxBytes = 256 * 1024 * 1024;

/** Files that aren't images are returned in `unread`. @throws EaselError `storage`, which affects all files. */
export async function importFiles(
  easel: Easel,
  uris: readonly vscode.Uri[],
): Promise<{ kept: ReferenceImage[]; unread: string[] }> {
  const kept: ReferenceImage[] = [];
  const unread: string[] = [];
  for (const uri of uris) {
    try {
      if ((await vscode.workspace.fs.stat(uri)).size > maxBytes) throw new Error('too large');
      const bytes = await vscode.workspace.fs.readFile(uri);
      kept.push(await easel.images.importReference(bytes, { name: nameOf(uri), source: uri.toString() }));
    } catch (thrown) {
      const failure = failureFrom(thrown);
      if (failure.kind === 'storage') throw thrown;
      unread.push(nameOf(uri));
    }
  }
  return { kept, unread };
}

/** @throws EaselError `bad-request` `not-an-image` naming the first file that isn't an image. */
export async function importAll(easel: Easel, uris: readonly vscode.Uri[]): Promise<ReferenceImage[]> {
  const { kept, unread } = await importFiles(easel, uris);
  const [name] = unread;
  if (name !== undefined) throw fail('bad-request', { reason: 'not-an-image', values: { name } });
  return kept;
}
