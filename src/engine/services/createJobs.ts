/** Creates the jobs of a request: chooses the provider, splits the request into calls and fits them. */
import { randomInt, randomUUID } from 'node:crypto';
import type { Destination, ImageRequestInput } from '../../shared/model/jobs';
import type { StartOptions } from '../surface/jobs';
import { EaselError } from '../../shared/model/easelError';
import type { FailedJob, Job, QueuedJob } from '../domain/job';
import { planFor } from '../jobs/submitting/failoverPlan';
import { isAbsoluteFolder } from '../jobs/receiving/receive';
import type { Clock, Settings } from '../../shared/platform/ports';
import { limitsOf, namedFailure, type ConfiguredProviderEntry } from '../providers/providerRegistry';
import { fitCalls, type FitImages, type FittedCall } from './fitCalls';
import { callsOf, chooseProvider, type ProviderChoices } from './requestCalls';

export interface JobFactoryParts extends ProviderChoices {
  settings: Settings;
  clock: Clock;
  windowId: string;
  fitImages: FitImages;
}

export type CreatedJobs =
  /** `refused`: the failed job for the history, in case the jobs are not started. */
  { jobs: Job[]; refused(error: EaselError): Job | undefined } | { refused: Job | undefined; error: EaselError };

/** Largest seed that Easel chooses: within the range of every service. */
const maxChosenSeed = 2 ** 31 - 1;

/**
 * Creates the jobs of a request, with exactly what will be sent. Writes and sends nothing, except that converted images are put
 * into the image store.
 */
export async function createJobs(
  parts: JobFactoryParts,
  imageRequest: ImageRequestInput,
  options: StartOptions,
): Promise<CreatedJobs> {
  let configured: ConfiguredProviderEntry | undefined;
  try {
    configured = chooseProvider(parts, imageRequest.kind, options.providerId);
    const chosen = configured;
    const groupId = randomUUID();
    const fitted = await fitCalls(parts.fitImages, callsOf(imageRequest, chosen));
    const jobs = fitted.map((call) => makeJob(parts, call, { configured: chosen, options }));
    return {
      jobs: jobs.length > 1 ? jobs.map((job) => ({ ...job, groupId })) : jobs,
      refused: (error) => refusedJob(parts, { imageRequest, error }, { configured: chosen, options }),
    };
  } catch (thrown) {
    const error = configured ? namedFailure(thrown, configured) : thrown;
    if (!(error instanceof EaselError)) throw error;
    return { error, refused: configured && refusedJob(parts, { imageRequest, error }, { configured, options }) };
  }
}

/** The provider of a job, and the options that it was started with. */
interface JobTarget {
  configured: ConfiguredProviderEntry;
  options: StartOptions;
}

function makeJob(
  parts: JobFactoryParts,
  { request, warnings, limits }: FittedCall,
  { configured, options }: JobTarget,
): QueuedJob {
  if (limits.seed && request.seed === undefined) {
    request.seed = randomInt(Math.max(0, limits.seed.min), Math.min(limits.seed.max, maxChosenSeed));
    request.seedChosen = true;
  }
  const plan = planFor(request, configured, {
    all: parts.registry.all(),
    limits: (other) => limitsOf(other, request.kind),
    isCooling: (id) => parts.cooldown.isCooling(id),
    lacksSecret: parts.registry.lacksSecret,
  });
  return { ...blankJob(parts, configured, options), state: 'queued', request, warnings, plan };
}

/** The failed job for the history; undefined without a prompt, by which users would recognize it. */
function refusedJob(
  parts: JobFactoryParts,
  { imageRequest, error }: { imageRequest: ImageRequestInput; error: EaselError },
  { configured, options }: JobTarget,
): FailedJob | undefined {
  if (imageRequest.prompt.trim() === '') return undefined;
  const blank = blankJob(parts, configured, options);
  const request = {
    ...imageRequest,
    prompt: imageRequest.prompt.trim(),
    count: imageRequest.count ?? 1,
    references: imageRequest.references ?? [],
  };
  return {
    ...blank,
    state: 'failed',
    request,
    plan: [configured.config.id],
    failure: error.failure,
    finishedAt: blank.createdAt,
  };
}

function blankJob(
  parts: JobFactoryParts,
  { config }: ConfiguredProviderEntry,
  options: StartOptions,
): Omit<QueuedJob, 'state' | 'request' | 'plan'> {
  const now = parts.clock.now();
  return {
    id: randomUUID(),
    destination: completeDestination(parts, options.destination ?? {}),
    providerId: config.id,
    providerName: config.name,
    providerType: config.type,
    attempts: [],
    warnings: [],
    createdAt: now,
    updatedAt: now,
    cancelRequested: false,
    windowId: parts.windowId,
  };
}

/** With the present folder setting: it may change before the images come, or differ in the window that delivers them. */
function completeDestination(parts: JobFactoryParts, destination: Destination): Destination {
  const folder = destination.folder ?? parts.settings.output().folder;
  if (destination.workspaceFolder === undefined && !isAbsoluteFolder(folder)) return {};
  return { ...destination, folder };
}
