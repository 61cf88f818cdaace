/** Which provider a request goes to, and the calls that it needs there. */
import { type EaselError, fail } from '../../shared/model/easelError';
import type { ImageRequestInput, JobKind } from '../../shared/model/jobs';
import { shareOut } from '../../providers/contract/fitRequest';
import type { KindLimits } from '../../providers/contract/model';
import type { Cooldown } from '../jobs/context/cooldown';
import { automaticCandidates, readyDefault } from '../providers/defaultProvider';
import { limitsOf, type ConfiguredProviderEntry, type ProviderRegistry } from '../providers/providerRegistry';

export interface ProviderChoices {
  registry: ProviderRegistry;
  cooldown: Cooldown;
}

/** The provider of a request, and the calls that the request needs there. @throws EaselError `settings` or `unsupported`. */
export function planCalls(
  parts: ProviderChoices,
  imageRequest: ImageRequestInput,
  providerId?: string,
): { configured: ConfiguredProviderEntry; imageRequests: ImageRequestInput[] } {
  const configured = chooseProvider(parts, imageRequest.kind, providerId);
  return { configured, imageRequests: callsOf(imageRequest, configured).map((call) => call.imageRequest) };
}

/**
 * The configuration for a kind of job: the named one, or else the default of those that support the kind.
 * @throws EaselError `settings` or `unsupported`.
 */
export function chooseProvider(
  { registry, cooldown }: ProviderChoices,
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
  const candidates = automaticCandidates(registry.all(), (one) => limitsFor(one, kind) !== undefined);
  const found = readyDefault(candidates, { isCooling: cooldown.isCooling, lacksSecret: registry.lacksSecret });
  if (!found) throw fail('settings', { reason: 'no-provider', values: { kind } });
  return found;
}

/** A provider that supports edits supports batches too, as several calls. */
function limitsFor(configured: ConfiguredProviderEntry, kind: JobKind, model?: string): KindLimits | undefined {
  return limitsOf(configured, kind, model) ?? (kind === 'batch' ? limitsOf(configured, 'edit', model) : undefined);
}

export interface RequestCall {
  imageRequest: ImageRequestInput;
  limits: KindLimits;
}

/** Splits a request into calls within the limits of the model. */
export function callsOf(imageRequest: ImageRequestInput, configured: ConfiguredProviderEntry): RequestCall[] {
  const limits = limitsOf(configured, imageRequest.kind, imageRequest.model);
  const prompts = imageRequest.prompts?.filter((prompt) => prompt.trim() !== '') ?? [];
  if (imageRequest.kind === 'batch' && prompts.length > 0 && !canBatch(prompts, limits))
    return editCallsOf(imageRequest, prompts, configured);
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

function editCallsOf(
  imageRequest: ImageRequestInput,
  prompts: readonly string[],
  configured: ConfiguredProviderEntry,
): RequestCall[] {
  const { prompts: _prompts, ...common } = imageRequest;
  return prompts.flatMap((prompt) => callsOf({ ...common, kind: 'edit', prompt }, configured));
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const out: Item[][] = [];
  for (let at = 0; at < items.length; at += Math.max(1, size)) out.push(items.slice(at, at + Math.max(1, size)));
  return out.length > 0 ? out : [[]];
}

function unsupported(kind: JobKind, { config }: ConfiguredProviderEntry): EaselError {
  return fail('unsupported', { values: { kind, provider: config.name } });
}
