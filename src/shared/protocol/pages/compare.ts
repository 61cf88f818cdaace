/** The call and the strings of the comparison of two images. */

/** An image of the history, or an input image by the hash of its bytes. */
export type ComparedId = { imageId: string } | { hash: string };

export interface ComparedImage {
  url: string;
  name: string;
  width: number;
  height: number;
  hasAlpha: boolean;
  /** Left out if Easel did not create the image. */
  prompt?: string;
}

export interface CompareApi {
  /** Resolves one image or two. A single one is preceded by its original, if it has one. */
  comparison(images: ComparedId[]): Promise<ComparedImage[]>;
}

export interface CompareStrings {
  compare: string;
  compareSlider: string;
  compareSide: string;
  compareDifference: string;
  compareSwap: string;
  compareHandle: string;
  /** `{one}`, `{other}` */
  comparePair: string;
  /** `{one}`, `{other}`: sizes */
  compareSizes: string;
  compareRatios: string;
  /** `{percent}` */
  compareDiffers: string;
  compareSame: string;
  compareNoOriginal: string;
  compareGone: string;
  /** `{name}` */
  compareUnread: string;
  compareUnmeasured: string;
  /** How keys and pointer work, with a dividing line and without one. */
  compareHelpSlider: string;
  compareHelp: string;
}
