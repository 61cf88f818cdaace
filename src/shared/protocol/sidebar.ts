/** The calls of the view in the sidebar: some of the admin page's, and those that open it. */
import type { HistoryApi } from './pages/history';
import type { JobsApi } from './pages/jobs';
import type { ThumbnailsApi } from './views/thumbnails';

export interface SideApi
  extends
    Pick<JobsApi, 'jobs' | 'runJob' | 'step' | 'generate' | 'openLog'>,
    Pick<HistoryApi, 'entries' | 'insert' | 'open'>,
    ThumbnailsApi {
  /** Opens the admin page at an image. */
  showImage(jobId: string, imageId: string): Promise<void>;
  /** Opens the admin page at the jobs, or at the history. */
  showPage(page: 'jobs' | 'history'): Promise<void>;
}

/** The strings of the view, beside those of the pages. */
export interface SideStrings {
  sideLatest: string;
  /** Beside a heading: opens the whole list. */
  sideAll: string;
  sideMore: string;
}
