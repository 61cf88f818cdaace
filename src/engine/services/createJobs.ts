/** From a wish to jobs: which provider, how many calls, and what is written down when it can not be done. */
import { randomInt, randomUUID } from 'node:crypto';
import type {
  Destination,
  JobKind,
  ImageRequest,
  ReferenceImage,
  Warning,
  ImageRequestInput,
} from '../../shared/model/jobs';
import type { StartOptions } from '../surface/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import type { FailedJob, Job, QueuedJob } from '../domain/job';
import type { Cooldown } from '../jobs/context/cooldown';
import { planFor } from '../jobs/submitting/failoverPlan';
import { isAbsoluteFolder } from '../jobs/receiving/receive';
import type { Clock, Settings } from '../../shared/platform/ports';
import type { KindLimits } from '../../providers/contract/model';
import {
  limitsOf,
  namedFailure,
  type ConfiguredProviderEntry,
  type ProviderRegistry,
} from '../providers/providerRegistry';
import { readyDefault } from '../providers/defaultProvider';
import { fitRequest, shareOut } from '../../providers/contract/fitRequest';

export interface JobFactoryParts {
  registry: ProviderRegistry;
  settings: Settings;
  clock: Clock;
  windowId: string;
  cooldown: Cooldown;
  /**
   * Brings pictures within what a model takes; those that fit come back as they are.
   * @throws EaselError `bad-request` when one can not be brought there.
   */
  fitImages(pictures: InputImages, rule: { types: readonly string[]; maxBytes: number }): Promise<FittedImages>;
}

interface InputImages {
  references: ReferenceImage[];
  mask?: ReferenceImage;
}
type FittedImages = InputImages & { warnings: Warning[] };

export type CreatedJobs =
  /** `refused`: what goes into the history when they may not be started after all. */
  { jobs: Job[]; refused(error: EaselError): Job | undefined } | { refused: Job | undefined; error: EaselError };

/** Largest seed that Easel chooses; it fits every service that takes seeds. */
const largestSeed = 2 ** 31 - 1;

/**
 * Makes the jobs of a wish, ready to be written: what stands in them is what will be sent, pictures included. Nothing is
 * written or sent here.
 */
export async function createJobs(
  parts: JobFactoryParts,
  imageRequest: ImageRequestInput,
  options: StartOptions,
): Promise<CreatedJobs> {
  let configured: ConfiguredProviderEntry | undefined;
  try {
    configured = choose(parts, imageRequest.kind, options.providerId);
    const found = configured;
    const groupId = randomUUID();
    const fitted = await fitCalls(parts, calls(imageRequest, found));
    const jobs = fitted.map((call) => makeJob(parts, call, { configured: found, options }));
    return {
      jobs: jobs.length > 1 ? jobs.map((job) => ({ ...job, groupId })) : jobs,
      refused: (error) => refusedJob(parts, { imageRequest, error }, { configured: found, options }),
    };
  } catch (thrown) {
    const error = configured ? namedFailure(thrown, configured) : thrown;
    if (!(error instanceof EaselError)) throw error;
    return { error, refused: configured && refusedJob(parts, { imageRequest, error }, { configured, options }) };
  }
}

/** The calls that a wish comes to, and at whom. @throws EaselError `settings` or `unsupported`. */
export function planCalls(
  parts: Pick<JobFactoryParts, 'registry' | 'cooldown'>,
  imageRequest: ImageRequestInput,
  providerId?: string,
): { configured: ConfiguredProviderEntry; imageRequests: ImageRequestInput[] } {
  const configured = choose(parts, imageRequest.kind, providerId);
  return { configured, imageRequests: calls(imageRequest, configured).map((call) => call.imageRequest) };
}

/**
 * The configuration for a kind of job: the one that was named; else the default one, else the first that can do it.
 * @throws EaselError `settings` or `unsupported`.
 */
function choose(
  { registry, cooldown }: Pick<JobFactoryParts, 'registry' | 'cooldown'>,
  kind: JobKind,
  providerId?: string,
): ConfiguredProviderEntry {
  if (providerId !== undefined) {
    const named = registry.get(providerId);
    if (!named.config.enabled) {
      throw fail('settings', { reason: 'provider-disabled', values: { provider: named.config.name } });
    }
    return named;
  }
  const able = registry.all().filter((one) => one.config.enabled && limitsFor(one, kind) !== undefined);
  const found = readyDefault(able, (id) => cooldown.isCooling(id));
  if (!found) throw fail('settings', { reason: 'no-provider', values: { kind } });
  return found;
}

/** A batch can be done wherever an edit can: as several calls. */
function limitsFor(configured: ConfiguredProviderEntry, kind: JobKind, model?: string): KindLimits | undefined {
  return limitsOf(configured, kind, model) ?? (kind === 'batch' ? limitsOf(configured, 'edit', model) : undefined);
}

/** Where a job is to be made, and with which options. */
interface Place {
  configured: ConfiguredProviderEntry;
  options: StartOptions;
}

interface Call {
  imageRequest: ImageRequestInput;
  limits: KindLimits;
}

/** Shares a wish out over calls that the service can take. */
function calls(imageRequest: ImageRequestInput, configured: ConfiguredProviderEntry): Call[] {
  const limits = limitsOf(configured, imageRequest.kind, imageRequest.model);
  const prompts = imageRequest.prompts?.filter((prompt) => prompt.trim() !== '') ?? [];
  if (imageRequest.kind === 'batch' && prompts.length > 0 && !canBatch(prompts, limits))
    return asEdits(imageRequest, prompts, configured);
  if (!limits) throw unsupported(imageRequest.kind, configured);
  const separated = imageRequest.kind === 'batch' ? chunks(prompts, limits.prompts ?? prompts.length) : [undefined];
  return separated.flatMap((part) => {
    const one: ImageRequestInput = part
      ? { ...imageRequest, prompt: part[0] ?? imageRequest.prompt, prompts: part }
      : imageRequest;
    const count = imageRequest.count ?? 1;
    if (!Number.isInteger(count) || count <= limits.count) return [{ imageRequest: one, limits }];
    let made = 0;
    return shareOut(count, limits.count).map((share) => {
      const seed = imageRequest.seed === undefined ? {} : { seed: imageRequest.seed + made };
      made += share;
      return { imageRequest: { ...one, count: share, ...seed }, limits };
    });
  });
}

function canBatch(prompts: readonly string[], limits: KindLimits | undefined): boolean {
  const separator = limits?.promptSeparator;
  return limits !== undefined && !(separator !== undefined && prompts.some((prompt) => prompt.includes(separator)));
}

function asEdits(
  imageRequest: ImageRequestInput,
  prompts: readonly string[],
  configured: ConfiguredProviderEntry,
): Call[] {
  const { prompts: _prompts, ...common } = imageRequest;
  return prompts.flatMap((prompt) => calls({ ...common, kind: 'edit', prompt }, configured));
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const out: Item[][] = [];
  for (let at = 0; at < items.length; at += Math.max(1, size)) out.push(items.slice(at, at + Math.max(1, size)));
  return out.length > 0 ? out : [[]];
}

/** A call whose request is as it will be sent. */
interface FittedCall {
  request: ImageRequest;
  warnings: Warning[];
  limits: KindLimits;
}

/**
 * Parameters first, as if the images fitted already: a missing prompt is told before any image is converted. Then the images,
 * each once: all calls of a request have the same ones, and nearly always the same limits.
 */
async function fitCalls(parts: JobFactoryParts, all: readonly Call[]): Promise<FittedCall[]> {
  const calls = all.map(({ imageRequest, limits }) => ({
    ...{ imageRequest, limits },
    ...fitRequest(withFittingImages(imageRequest, limits), limits),
  }));
  const known: { limits: KindLimits; images: FittedImages }[] = [];
  const fitted: FittedCall[] = [];
  for (const { imageRequest, limits, request, warnings } of calls) {
    const same = known.find((one) => isSameRule(one.limits, limits));
    const images = same?.images ?? (await imagesFor(parts, imageRequest, limits));
    if (!same) known.push({ limits, images });
    const { warnings: ofImages, ...rest } = images;
    fitted.push({ request: { ...request, ...rest }, limits, warnings: [...ofImages, ...warnings] });
  }
  return fitted;
}

/** @throws EaselError `bad-request` when an image can not be brought within the limits. */
async function imagesFor(
  parts: JobFactoryParts,
  imageRequest: ImageRequestInput,
  limits: KindLimits,
): Promise<FittedImages> {
  const references = limits.references ? (imageRequest.references ?? []) : [];
  const { mask } = imageRequest;
  const images: InputImages = { references, ...(mask && (limits.mask || limits.isOpen) ? { mask } : {}) };
  if (!limits.references || references.length === 0) return { ...images, warnings: [] };
  return parts.fitImages(images, limits.references);
}

function isSameRule(one: KindLimits, other: KindLimits): boolean {
  return one.mask === other.mask && JSON.stringify(one.references) === JSON.stringify(other.references);
}

/** The wish as if its pictures were within the limits already. */
function withFittingImages(imageRequest: ImageRequestInput, { references: rule }: KindLimits): ImageRequestInput {
  const type = rule?.types[0];
  if (!rule || type === undefined || !imageRequest.references) return imageRequest;
  const references = imageRequest.references.map((one) => ({
    ...one,
    mimeType: rule.types.includes(one.mimeType) ? one.mimeType : type,
    size: Math.min(one.size, rule.maxBytes),
  }));
  return { ...imageRequest, references };
}

function makeJob(
  parts: JobFactoryParts,
  { request, warnings, limits }: FittedCall,
  { configured, options }: Place,
): QueuedJob {
  if (limits.seed && request.seed === undefined) {
    request.seed = randomInt(Math.max(0, limits.seed.min), Math.min(limits.seed.max, largestSeed));
    request.seedChosen = true;
  }
  const plan = planFor(request, configured, {
    all: parts.registry.all(),
    limits: (other) => limitsOf(other, request.kind),
    isCooling: (id) => parts.cooldown.isCooling(id),
  });
  return { ...blankJob(parts, configured, options), state: 'queued', request, warnings, plan };
}

/** What could not be started, for the history: with its reason, and only if there is a prompt to know it by. */
function refusedJob(
  parts: JobFactoryParts,
  { imageRequest, error }: { imageRequest: ImageRequestInput; error: EaselError },
  { configured, options }: Place,
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

/** The folder setting is read now: it may be another one when the pictures come, in another window. */
function completeDestination(parts: JobFactoryParts, destination: Destination): Destination {
  const folder = destination.folder ?? parts.settings.output().folder;
  if (destination.workspaceFolder === undefined && !isAbsoluteFolder(folder)) return {};
  return { ...destination, folder };
}

function unsupported(kind: JobKind, { config }: ConfiguredProviderEntry): EaselError {
  return fail('unsupported', { values: { kind, provider: config.name } });
}
