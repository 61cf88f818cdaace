/** The calls of the sidebar view: some of the admin page's, and those that open it. */
import type { HistoryApi } from './pages/history';
import type { JobsApi } from './pages/jobs';
import type { ThumbnailsApi } from './views/thumbnails';

export interface SideApi
  extends
    Pick<JobsApi, 'jobs' | 'runJob' | 'step' | 'generate' | 'openLog'>,
    Pick<HistoryApi, 'entries' | 'insert' | 'open'>,
    ThumbnailsApi {
  /** Opens an image in the admin page. */
  showImage(jobId: string, imageId: string): Promise<void>;
  /** Opens the jobs or the history in the admin page. */
  showPage(page: 'jobs' | 'history'): Promise<void>;
}

/** The strings of the view, in addition to those of the pages. */
export interface SideStrings {
  sideLatest: string;
  /** Beside a heading: opens the whole list. */
  sideAll: string;
  sideMore: string;
}
