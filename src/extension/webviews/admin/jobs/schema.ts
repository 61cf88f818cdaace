/** What the page Jobs sends. */
import * as z from 'zod/mini';

export const jobAction = z.enum(['cancel', 'giveUp', 'resume', 'lookAgain', 'open', 'again']);
