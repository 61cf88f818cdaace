/** The calls of the images panel, on which the user chooses among the images of a job. */
import type { ImageItem } from '../views/entries';

/** The images of one job, or of several that were started together. */
export interface ImagesView {
  jobIds: string[];
  prompt: string;
  providerName: string;
  /** Milliseconds from hand-in to the last result, where both are known. */
  duration?: number;
  images: ImageItem[];
}

/** The state that VS Code stores, so that the page shows the same images after a reload of the window. */
export interface StoredImagesState {
  jobIds: string[];
  chosenId: string | undefined;
}

export interface ImagesApi {
  /** The images that the page was opened for, or those of the latest job that has any; undefined: there are none yet. */
  images(): Promise<ImagesView | undefined>;
  /** Puts the image into the code where the cursor was. */
  insert(imageId: string): Promise<void>;
  /** Opens the image in an editor. */
  open(imageId: string): Promise<void>;
  /** Asks where to and saves a copy. */
  saveAs(imageId: string): Promise<void>;
  /** Starts a new image. */
  generate(): Promise<void>;
  /** Shows the log. */
  openLog(): Promise<void>;
  /** Closes the page. */
  close(): Promise<void>;
}
