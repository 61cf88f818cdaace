/**
 * Name of the file that exists in the storage folder while any job is unfinished. The engine sets it; activation looks for it
 * without loading the engine. It is persisted, so it never changes.
 */
export const pendingJobsFile = 'unfinished';
