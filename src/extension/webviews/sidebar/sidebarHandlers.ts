/** Handlers of the sidebar view: some of the admin page's, and its own. */
import * as z from 'zod/mini';
import type { AdminRoute } from '../../../shared/protocol/pages/adminRoute';
import type { Handlers } from '../../../shared/protocol/connection/rpc';
import type { SideApi } from '../../../shared/protocol/sidebar';
import { adminHandlers } from '../admin/adminHandlers';
import type { HandlerOptions } from '../admin/shared/context';
import { thumbnailHandlers } from '../shared/thumbnailHandlers';
import * as fields from '../shared/fields';
import { takes } from '../shared/parseValues';

export function sideHandlers(
  options: HandlerOptions,
  showAdmin: (wanted: AdminRoute) => Promise<void>,
): Handlers<SideApi> {
  const { jobs, runJob, step, entries, insert, open, generate, openLog } = adminHandlers(options);
  return {
    ...{ jobs, runJob, step, entries, insert, open, generate, openLog },
    ...thumbnailHandlers(options),
    showImage: {
      accepts: takes(fields.id, fields.id),
      run: ([jobId, imageId]) => showAdmin({ page: 'history', jobId, imageId }),
    },
    showPage: {
      accepts: takes(z.enum(['jobs', 'history'])),
      run: ([page]) => showAdmin({ page }),
    },
  };
}
