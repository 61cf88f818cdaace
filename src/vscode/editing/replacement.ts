import type { ReferenceImage } from '../../shared/model';

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
