import * as vscode from 'vscode';
import type { ImageView, JobView, ReferenceImage } from '../../shared/model/jobs';

/** A replaced original, with what is needed to restore it. */
export interface Replacement {
  /** URI of the original. */
  original: string;
  /** The original's bytes, in the image store. */
  kept: ReferenceImage;
  /** URI of the result: the original's, or one with the extension of the result. */
  now: string;
  imageId: string;
  /** The result's bytes, in the image store: kept while this can be undone. */
  result?: ReferenceImage;
  /** SHA-256 in lower-case hex of what was written: the result, possibly converted to the type of the original. */
  written: string;
  /** URI of the result's own file, which was deleted because the result is at `now`. */
  copy?: string;
}

/** An original and the results made from it. */
interface ReplacementCandidate {
  original: vscode.Uri;
  images: ImageView[];
}

/** The originals of finished edits, each with its results. */
export function originalsOf(jobs: readonly JobView[]): ReplacementCandidate[] {
  const found = new Map<string, ImageView[]>();
  for (const job of jobs) {
    const source = job.request.kind === 'generate' ? undefined : job.request.references[0]?.source;
    if (source !== undefined && job.images.length > 0) found.set(source, [...(found.get(source) ?? []), ...job.images]);
  }
  return [...found].map(([source, images]) => ({ original: vscode.Uri.parse(source), images }));
}
