/** What the admin page is opened for. */
import type { ReferenceImage } from '../../model/jobs';

/** An image of the history, or one that was kept as a reference (a file of the workspace). */
export type RouteImage = { imageId: string } | { reference: ReferenceImage };

/** The host keeps one until the page has fetched it: the page may only be coming up. */
export type AdminRoute =
  | { page: 'jobs' | 'history' | 'providers' | 'statistics' | 'service' }
  | { page: 'history'; imageId: string; jobId: string }
  | { page: 'history'; cleanUp: true }
  /**
   * A new image, with images to start from or the parameters of an earlier job. `adds`: the images go to those that are
   * there already; `mask`: paint over the first one.
   */
  | { page: 'create'; references?: RouteImage[]; parametersOf?: string; mask?: true; adds?: true }
  | { page: 'compare'; images: [RouteImage, RouteImage] };

export interface RouteApi {
  /** What the page was opened for, once; undefined when it was opened for nothing in particular. */
  route(): Promise<AdminRoute | undefined>;
}
