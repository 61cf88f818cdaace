/** The verbs of the view in the side bar: a few of the admin page's, and the way there. */
import type { HistoryApi } from './admin';

type Shared = 'jobs' | 'runJob' | 'step' | 'entries' | 'insert' | 'open' | 'generate' | 'openLog' | Thumbnails;
type Thumbnails = 'thumbnails' | 'keepThumbnail';

export interface SideApi extends Pick<HistoryApi, Shared> {
  /** Opens the admin page at a picture. */
  showImage(jobId: string, imageId: string): Promise<void>;
  /** Opens the admin page at the jobs, or at the history. */
  showPage(page: 'jobs' | 'history'): Promise<void>;
}

/** The words of the view, beside those of the pages. */
export interface SideStrings {
  sideLatest: string;
  /** Beside a heading: the way to all of them. */
  sideAll: string;
  sideMore: string;
}
