import assert from 'node:assert/strict';
import type { Failure } from '../../../src/shared/model/failure';
import type { ImageRequest, JsonValue } from '../../../src/shared/model/jobs';
import { EaselError, fail } from '../../../src/shared/model/easelError';
import { sniffImage, type ImageFacts } from '../../../src/engine/images/formats/sniff';
import { fitRequest, type FitResult } from '../../../src/providers/contract/fitRequest';
import { limitsOf } from '../../../src/engine/providers/providerRegistry';
import { download } from '../../../src/http/download/download';
import type { TaskStatus, ProviderOutput, Submission } from '../../../src/providers/contract/task';
import type { Provider } from '../../../src/providers/contract/provider';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { originsOf } from '../../../src/engine/providers/keyBinding';

/** The failure that a promise must end in; anything but an `EaselError` fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  if ('value' in outcome) assert.fail(`no failure, but ${JSON.stringify(outcome.value)?.slice(0, 200)}`);
  if (!(outcome.thrown instanceof EaselError)) throw outcome.thrown;
  return outcome.thrown.failure;
}

/** Asserts some members of a failure and leaves the others free. */
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
  wanted: ImageRequest,
  { config }: ProviderContext<Options>,
): FitResult {
  const source = { provider: provider as Provider, config, models: () => provider.knownModels(config) };
  const limits = limitsOf(source, wanted.kind, wanted.model);
  if (!limits) throw fail('unsupported', { maybeReceived: false });
  return fitRequest(wanted, limits);
}

/** Submits as the engine does: a request that does not fit never reaches the provider. */
export async function submitFitted<Options>(
  provider: Provider<Options>,
  wanted: ImageRequest,
  context: ProviderContext<Options>,
): Promise<Submission> {
  const { request: sent, warnings } = fitted(provider, wanted, context);
  const submission = await provider.submit(sent, context);
  const all = [...warnings, ...(submission.warnings ?? [])];
  return all.length > 0 ? { ...submission, warnings: all } : submission;
}

export function ticketOf(submission: Submission): JsonValue {
  if (submission.kind !== 'ticket') assert.fail('pictures where a ticket was expected');
  return submission.ticket;
}

export function imagesOf(outcome: Submission | TaskStatus): ProviderOutput[] {
  if ('kind' in outcome ? outcome.kind === 'outputs' : outcome.state === 'done') {
    return (outcome as { outputs: ProviderOutput[] }).outputs;
  }
  assert.fail(`no pictures, but ${JSON.stringify(outcome).slice(0, 300)}`);
}

export function factsOf(image: ProviderOutput): ImageFacts {
  if (!('bytes' in image.source)) assert.fail('a URL where bytes were expected');
  const facts = sniffImage(image.source.bytes);
  assert.ok(facts?.isWhole, 'not a whole picture');
  return facts;
}

/** The pictures with their bytes, which the engine fetches where a service gave URLs. */
export async function fetched(images: readonly ProviderOutput[], config: ProviderConfig): Promise<ProviderOutput[]> {
  const options = { trustedOrigins: originsOf(config), signal: new AbortController().signal };
  return Promise.all(
    images.map(async (image) =>
      'bytes' in image.source ? image : { ...image, source: { bytes: await download(image.source.url, options) } },
    ),
  );
}

/** Follows a job to its end, as the loop of the engine does, without its pauses: the services of tests are quick. */
export async function follow(
  provider: Provider,
  submission: Submission,
  context: ProviderContext,
): Promise<Submission | TaskStatus> {
  if (submission.kind === 'outputs') return submission;
  for (let turn = 0; turn < 200; turn += 1) {
    assert.ok(provider.poll, 'a ticket of a provider that has no tasks');
    const seen = provider.wait
      ? await provider.wait(submission.ticket, context, 4_000)
      : await provider.poll(submission.ticket, context);
    if (seen.state !== 'waiting' && seen.state !== 'running') return seen;
  }
  assert.fail('the job did not end');
}
