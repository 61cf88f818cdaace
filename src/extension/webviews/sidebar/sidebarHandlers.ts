/** How the verbs of the view in the side bar are served: as those of the admin page, of which it has a few. */
import type { AdminTarget } from '../../../shared/protocol/adminRoute';
import type { Handlers } from '../../../shared/protocol/rpc';
import type { SideApi } from '../../../shared/protocol/sidebar';
import { isId, takes } from '../shared/guards';
import { adminHandlers } from '../admin/adminHandlers';
import type { HandlerOptions } from '../admin/shared/context';
import { thumbnailHandlers } from '../shared/thumbnailHandlers';

export function sideHandlers(
  options: HandlerOptions,
  showAdmin: (wanted: AdminTarget) => Promise<void>,
): Handlers<SideApi> {
  const { jobs, runJob, step, entries, insert, open, generate, openLog } = adminHandlers(options);
  return {
    ...{ jobs, runJob, step, entries, insert, open, generate, openLog },
    ...thumbnailHandlers(options),
    showImage: {
      accepts: takes(isId, isId),
      run: ([jobId, imageId]) => showAdmin({ page: 'history', jobId, imageId }),
    },
    showPage: {
      accepts: takes((page) => page === 'jobs' || page === 'history'),
      run: ([page]) => showAdmin({ page }),
    },
  };
}
