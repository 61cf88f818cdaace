/**
 * Every call that the admin page may make: the sum of its pages. The page names things by ID; it never passes a path or a
 * command, and a URI only where VS Code itself drops files of the workspace onto it.
 */
import type { RouteApi } from './pages/adminRoute';
import type { CompareApi } from './pages/compare';
import type { CreateApi } from './pages/create';
import type { HistoryApi } from './pages/history';
import type { JobsApi } from './pages/jobs';
import type { ProvidersApi } from './pages/providers';
import type { ServiceApi } from './pages/service';
import type { StatisticsApi } from './pages/statistics';
import type { ThumbnailsApi } from './views/thumbnails';

interface TimeZoneApi {
  /** Sets the user's time zone (IANA name), by which days are counted and times are written. */
  inZone(name: string): Promise<void>;
}

export interface AdminApi
  extends
    TimeZoneApi,
    RouteApi,
    JobsApi,
    HistoryApi,
    ThumbnailsApi,
    CompareApi,
    CreateApi,
    ProvidersApi,
    StatisticsApi,
    ServiceApi {}
