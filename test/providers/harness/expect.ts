import assert from 'node:assert/strict';
import type { Failure } from '../../../src/shared/model/failure';
import type { ImageRequest, JsonValue } from '../../../src/shared/model/jobs';
import { EaselError, fail } from '../../../src/shared/model/easelError';
import { sniffImage, type ImageFacts } from '../../../src/engine/images/formats/sniff';
import { submitOnce } from '../../../src/providers/contract/submitOnce';
import { fitRequest, type FitResult } from '../../../src/providers/contract/fitRequest';
import { limitsOf } from '../../../src/engine/providers/providerRegistry';
import { download } from '../../../src/http/download/download';
import type { TaskStatus, ProviderOutput, Submission } from '../../../src/providers/contract/task';
import type { Provider } from '../../../src/providers/contract/provider';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { originsOf } from '../../../src/engine/providers/keyBinding';

/** The failure that a promise rejects with; anything but an `EaselError` fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  if ('value' in outcome) assert.fail(`no failure, but ${JSON.stringify(outcome.value)?.slice(0, 200)}`);
  if (!(outcome.thrown instanceof EaselError)) throw outcome.thrown;
  return outcome.thrown.failure;
}

/** Asserts some members of a failure. */
export function assertFailure(failure: Failure, expected: Partial<Failure>): void {
  const picked = Object.fromEntries(Object.keys(expected).map((name) => [name, failure[name as keyof Failure]]));
  assert.deepEqual(picked, expected, JSON.stringify(failure));
}

export function request(change: Partial<ImageRequest> = {}): ImageRequest {
  return { kind: 'generate', prompt: 'a red fox in the snow', count: 1, references: [], ...change };
}

/** The request fitted to the model, as the engine does it. @throws EaselError */
export function fitted<Options>(
  provider: Provider<Options>,
  imageRequest: ImageRequest,
  { config }: ProviderContext<Options>,
): FitResult {
  const source = { provider: provider as Provider, config, models: () => provider.knownModels(config) };
  const limits = limitsOf(source, imageRequest.kind, imageRequest.model);
  if (!limits) throw fail('unsupported', { maybeReceived: false });
  return fitRequest(imageRequest, limits);
}

/** Submits like the engine: a request that doesn't fit never reaches the provider. */
export async function submitFitted<Options>(
  provider: Provider<Options>,
  imageRequest: ImageRequest,
  context: ProviderContext<Options>,
): Promise<Submission> {
  const { request: sent, warnings } = fitted(provider, imageRequest, context);
  const outcome = await submitOnce(provider, sent, context);
  if ('receipt' in outcome) throw new EaselError(outcome.failure);
  const { submission } = outcome;
  const all = [...warnings, ...(submission.warnings ?? [])];
  return all.length > 0 ? { ...submission, warnings: all } : submission;
}

export function ticketOf(submission: Submission): JsonValue {
  if (submission.kind !== 'ticket') assert.fail('outputs instead of a ticket');
  return submission.ticket;
}

export function imagesOf(outcome: Submission | TaskStatus): ProviderOutput[] {
  if ('kind' in outcome ? outcome.kind === 'outputs' : outcome.state === 'done') {
    return (outcome as { outputs: ProviderOutput[] }).outputs;
  }
  assert.fail(`no images, but ${JSON.stringify(outcome).slice(0, 300)}`);
}

export function factsOf(image: ProviderOutput): ImageFacts {
  if (!('bytes' in image.source)) assert.fail('a URL instead of bytes');
  const facts = sniffImage(image.source.bytes);
  assert.ok(facts?.isWhole, 'not a complete image');
  return facts;
}

/** The images with their bytes; URLs are downloaded as in the engine. */
export async function fetched(images: readonly ProviderOutput[], config: ProviderConfig): Promise<ProviderOutput[]> {
  const options = { trustedOrigins: originsOf(config), signal: new AbortController().signal };
  return Promise.all(
    images.map(async (image) =>
      'bytes' in image.source ? image : { ...image, source: { bytes: await download(image.source.url, options) } },
    ),
  );
}

/** Polls a job to its end like the engine, but without pauses. */
export async function follow(
  provider: Provider,
  submission: Submission,
  context: ProviderContext,
): Promise<Submission | TaskStatus> {
  if (submission.kind === 'outputs') return submission;
  for (let turn = 0; turn < 200; turn += 1) {
    assert.ok(provider.poll, 'a ticket of a provider without poll');
    const status = provider.wait
      ? await provider.wait(submission.ticket, context, 4_000)
      : await provider.poll(submission.ticket, context);
    if (status.state !== 'waiting' && status.state !== 'running') return status;
  }
  assert.fail('the job did not end');
}
