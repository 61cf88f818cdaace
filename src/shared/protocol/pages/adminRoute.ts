/** What the admin page shows when it is opened. */
import type { ReferenceImage } from '../../model/jobs';
import type { CreateTarget } from './create';

/** An image of the history, or an input image from a file of the workspace. */
export type RouteImage = { imageId: string } | { reference: ReferenceImage };

/** The host keeps the route until the page fetches it: the page may still be loading. */
export type AdminRoute =
  | { page: 'jobs' | 'history' | 'providers' | 'statistics' | 'service' }
  | { page: 'history'; imageId: string; jobId: string }
  | { page: 'history'; cleanUp: true }
  /**
   * A new image, with input images or the parameters of an earlier job. `adds`: the images are added to the existing
   * ones; `mask`: opens the mask painter for the first one, with a provider that supports masks.
   */
  | { page: 'create'; references?: RouteImage[]; parametersOf?: string; mask?: CreateTarget; adds?: true }
  | { page: 'compare'; images: [RouteImage, RouteImage] };

export interface RouteApi {
  /** The route, once; undefined if the page was opened without one. */
  route(): Promise<AdminRoute | undefined>;
}
