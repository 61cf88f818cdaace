import * as vscode from 'vscode';
import type { ImageView, JobView, ReferenceImage } from '../../shared/model/jobs';

/** An original that a result has taken the place of, with what is needed to put it back. */
export interface Replacement {
  /** URI of the original. */
  original: string;
  /** The original's bytes, in the vault. */
  kept: ReferenceImage;
  /** URI at which the result stands now: the original's, or one with the extension of the result. */
  now: string;
  imageId: string;
  /** The result's bytes, in the vault: they outlive its entry as long as this can be undone. */
  result?: ReferenceImage;
  /** SHA-256 of what was written there, lower-case hex: the result, or the result in the type of the original. */
  written: string;
  /** URI of the result's own file, which was taken away because the result stands at `now`. */
  copy?: string;
}

/** An original and the results that were made of it. */
interface Candidate {
  original: vscode.Uri;
  images: ImageView[];
}

/** The originals of finished edits, each with its results. */
export function originalsOf(jobs: readonly JobView[]): Candidate[] {
  const found = new Map<string, ImageView[]>();
  for (const job of jobs) {
    const source = job.request.kind === 'generate' ? undefined : job.request.references[0]?.source;
    if (source !== undefined && job.images.length > 0) found.set(source, [...(found.get(source) ?? []), ...job.images]);
  }
  return [...found].map(([source, images]) => ({ original: vscode.Uri.parse(source), images }));
}
