/** What a file says about its pixels and their origin. */
export interface ImageMetadata {
  /** An ICC profile. */
  profile?: Uint8Array;
  /** What defines colors instead of a profile, unless that is sRGB: whole PNG chunks, in their order. */
  colorChunks?: readonly Uint8Array[];
  /** An XMP packet. The mark of IPTC for images that AI made (`DigitalSourceType`) is in it. */
  xmp?: Uint8Array;
  /** Content credentials (C2PA), which are signed for these bytes: no change of the file keeps them valid. */
  hasCredentials: boolean;
}

/** What is written into a file. */
export type AttachedMetadata = Pick<ImageMetadata, 'profile' | 'colorChunks' | 'xmp'>;
