/** Fits a request to the limits of a model: fills in defaults, refuses values, and names the parameters that it drops. */
import type { ImageRequest, Warning, ImageRequestInput } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { countFieldIn, countFieldInQuery } from './countFields';
import type { KindLimits, Range } from './model';

/** A larger count in one request is treated as a typing error. */
const maxImages = 100;

declare const fitted: unique symbol;

/** A request within the limits of the model that gets it. Only {@link fitRequest} makes one. */
export type FittedRequest = ImageRequest & { readonly [fitted]: true };

export interface FitResult {
  request: FittedRequest;
  /** The parameters that were left out because the model does not have them. */
  warnings: Warning[];
}

/**
 * Checks the request against the limits of the model. Parameters that the model does not have are left out with a warning;
 * values that it would refuse, or silently change, are refused here, before anything is paid.
 * @throws EaselError `bad-request` with the value and the allowed range.
 */
export function fitRequest(imageRequest: ImageRequestInput, limits: KindLimits): FitResult {
  const warnings: Warning[] = [];
  const request = baseRequest(imageRequest);
  checkCountFields(request);
  if (request.count > limits.count) throw outOfRange('count', request.count, { min: 1, max: limits.count });
  // A seed that Easel drew may be dropped without a warning, so that it rules out no provider of the failover plan.
  if (request.seedChosen && !limits.isOpen && !inRange(request.seed, limits.seed)) {
    delete request.seed;
    delete request.seedChosen;
  }
  checkPrompts(request, limits);
  fitRatio(request, limits, warnings);
  fitSize(request, limits, warnings);
  fitReferences(request, limits, warnings);
  const ranges = { seed: limits.seed, steps: limits.steps, cfgScale: limits.cfgScale };
  const choices = {
    resolution: limits.resolutions,
    quality: limits.qualities,
    background: limits.backgrounds,
    outputFormat: limits.outputFormats,
  };
  const has = { ...ranges, ...choices, negativePrompt: limits.negativePrompt, mask: limits.mask };
  for (const [name, limit] of Object.entries(has) as [keyof typeof has, unknown][]) {
    if (request[name] !== undefined && request[name] !== '' && !limit) drop({ request, limits, warnings }, name);
  }
  for (const name of ['seed', 'steps', 'cfgScale'] as const) checkRange(name, request[name], ranges[name]);
  for (const name of ['resolution', 'quality', 'background', 'outputFormat'] as const) {
    checkChoice(name, request[name], choices[name]);
  }
  return { request: request as FittedRequest, warnings };
}

/** Whether a request that was created for one model can be done by another one: failover asks this. */
export function canFit(request: ImageRequest, limits: KindLimits | undefined): boolean {
  if (!limits) return false;
  const { hasMoreRatios: _uncertain, ...certain } = limits;
  try {
    fitRequest(request, certain);
    return true;
  } catch (thrown) {
    if (thrown instanceof EaselError) return false;
    throw thrown;
  }
}

/** Splits `count` images into calls of at most `perCall`: `(6, 4)` gives `[4, 2]`. */
export function shareOut(count: number, perCall: number): number[] {
  const shares: number[] = [];
  for (let left = count; left > 0; left -= perCall) shares.push(Math.min(left, perCall));
  return shares;
}

/** The size in pixels that the request names, or that the model is known to produce for it. */
export function requestedSize(request: ImageRequest, limits: KindLimits | undefined): [number, number] | undefined {
  const { size, aspectRatio, resolution } = request;
  if (size) return [size.width, size.height];
  const sizes = resolution === undefined ? limits?.sizes : limits?.resolutionSizes?.[resolution];
  const known = aspectRatio === undefined ? undefined : sizes?.[aspectRatio];
  return known && [known[0], known[1]];
}

/** The number of images is what caps are computed from: nothing but `count` may set it. */
function checkCountFields({ options = {}, model = '' }: ImageRequest): void {
  const field = countFieldIn(options) ?? countFieldInQuery(model);
  if (field === undefined) return;
  const values = { field: field.slice(0, 60) };
  throw fail('bad-request', { reason: 'count-in-options', values, maybeReceived: false });
}

function baseRequest(imageRequest: ImageRequestInput): ImageRequest {
  const prompts = imageRequest.prompts?.map((prompt) => prompt.trim()).filter((prompt) => prompt !== '');
  const { prompts: _prompts, ...rest } = imageRequest;
  const count = imageRequest.count ?? 1;
  if (!Number.isInteger(count) || count < 1 || count > maxImages)
    throw outOfRange('count', count, { min: 1, max: maxImages });
  return {
    ...rest,
    prompt: (imageRequest.kind === 'batch' ? (prompts?.[0] ?? imageRequest.prompt) : imageRequest.prompt).trim(),
    ...(imageRequest.kind === 'batch' && prompts?.length ? { prompts } : {}),
    count,
    references: imageRequest.references ?? [],
  };
}

function checkPrompts(request: ImageRequest, limits: KindLimits): void {
  const prompts = request.prompts ?? [request.prompt];
  if (prompts.some((prompt) => prompt === '')) throw fail('bad-request', { reason: 'prompt-missing' });
  const longest = Math.max(...prompts.map((prompt) => prompt.length));
  if (limits.promptLength !== undefined && longest > limits.promptLength) {
    throw fail('bad-request', { reason: 'prompt-too-long', values: { length: longest, max: limits.promptLength } });
  }
  if (request.kind !== 'batch') return;
  if (limits.prompts !== undefined && prompts.length > limits.prompts) {
    throw outOfRange('prompts', prompts.length, { min: 1, max: limits.prompts });
  }
  const separator = limits.promptSeparator;
  if (separator !== undefined && prompts.some((prompt) => prompt.includes(separator))) {
    throw fail('bad-request', { reason: 'prompt-has-separator', values: { separator } });
  }
}

function fitRatio(request: ImageRequest, limits: KindLimits, warnings: Warning[]): void {
  // `auto` is dropped without a warning where the model has no such value: any ratio meets it.
  if (request.aspectRatio === 'auto' && !limits.ratios?.includes('auto')) delete request.aspectRatio;
  if (request.size || request.aspectRatio === undefined) {
    if (request.size) delete request.aspectRatio;
    else if (limits.ratios?.[0]) request.aspectRatio = limits.ratios[0];
    return;
  }
  if (!limits.ratios) return drop({ request, limits, warnings }, 'aspectRatio');
  if (limits.ratios.includes(request.aspectRatio) || limits.hasMoreRatios) return;
  throw fail('bad-request', {
    reason: 'ratio-unknown',
    values: { ratio: request.aspectRatio.slice(0, 40), allowed: limits.ratios.join(', ') },
  });
}

function fitSize(request: ImageRequest, limits: KindLimits, warnings: Warning[]): void {
  if (!request.size) return;
  const rule = limits.freeSize;
  if (!rule) {
    drop({ request, limits, warnings }, 'size');
    if (limits.ratios?.[0]) request.aspectRatio = limits.ratios[0];
    return;
  }
  for (const [name, value] of Object.entries(request.size)) {
    if (!Number.isInteger(value) || value < rule.min || value > rule.max || value % rule.multipleOf !== 0) {
      throw outOfRange(name, value, rule);
    }
  }
  const pixels = request.size.width * request.size.height;
  if (rule.maxPixels !== undefined && pixels > rule.maxPixels)
    throw outOfRange('size', pixels, { min: 1, max: rule.maxPixels });
}

function fitReferences(request: ImageRequest, limits: KindLimits, warnings: Warning[]): void {
  const rule = limits.references;
  const count = request.references.length;
  if (!rule) {
    if (limits.isOpen) return;
    if (count > 0) drop({ request, limits, warnings }, 'references');
    request.references = [];
    return;
  }
  if (count < rule.min || count > rule.max) {
    throw fail('bad-request', { reason: 'image-count', values: { count, min: rule.min, max: rule.max } });
  }
  for (const reference of request.references) {
    if (!rule.types.includes(reference.mimeType)) {
      const values = { name: reference.name, type: reference.mimeType, allowed: rule.types.join(', ') };
      throw fail('bad-request', { reason: 'image-type', values });
    }
    if (reference.size > rule.maxBytes) {
      const values = { name: reference.name, size: reference.size, max: rule.maxBytes };
      throw fail('bad-request', { reason: 'image-too-big', values });
    }
  }
}

function checkRange(name: 'seed' | 'steps' | 'cfgScale', value: number | undefined, range: Range | undefined): void {
  if (value === undefined || !range) return;
  const isWhole = name === 'cfgScale' || Number.isInteger(value);
  if (!isWhole || !(value >= range.min && value <= range.max)) throw outOfRange(name, value, range);
}

function checkChoice(name: string, value: string | undefined, allowed: readonly string[] | undefined): void {
  if (value === undefined || !allowed || allowed.includes(value)) return;
  const values = { name, value: value.slice(0, 40), allowed: allowed.join(', ') };
  throw fail('bad-request', { reason: 'value-out-of-range', values });
}

/** Leaves a parameter out, with a warning; sends it unchecked where the limits are open. */
function drop(
  { request, limits, warnings }: { request: ImageRequest; limits: KindLimits; warnings: Warning[] },
  name: keyof ImageRequest,
): void {
  if (limits.isOpen) return;
  Reflect.deleteProperty(request, name);
  warnings.push({ code: 'unsupported', subject: name });
}

function outOfRange(name: string, value: number, { min, max }: Range): EaselError {
  return fail('bad-request', { reason: 'value-out-of-range', values: { name, value, allowed: `${min} – ${max}` } });
}

function inRange(value: number | undefined, range: Range | undefined): boolean {
  return value !== undefined && range !== undefined && value >= range.min && value <= range.max;
}
