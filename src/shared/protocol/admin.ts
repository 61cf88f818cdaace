/**
 * Every call that the admin page may make: the sum of its pages. The page names things by ID; it never passes a path or a
 * command, and a URI only where VS Code itself drops files of the workspace onto it.
 */
import type { TargetApi } from './adminRoute';
import type { CompareApi } from './compare';
import type { CreateApi } from './create';
import type { HistoryApi } from './history';
import type { JobsApi } from './jobs';
import type { ProvidersApi } from './providers';
import type { ServiceApi } from './service';
import type { StatisticsApi } from './statistics';
import type { ThumbnailsApi } from './thumbnails';
import type { ZoneApi } from './zone';

export interface AdminApi
  extends
    ZoneApi,
    TargetApi,
    JobsApi,
    HistoryApi,
    ThumbnailsApi,
    CompareApi,
    CreateApi,
    ProvidersApi,
    StatisticsApi,
    ServiceApi {}
