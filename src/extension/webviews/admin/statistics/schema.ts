/** What the page Statistics sends. */
import * as z from 'zod/mini';

export const span = z.literal([7, 30, 90, 0]);
