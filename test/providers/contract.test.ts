/**
 * What every provider must do, tried from its object alone. A provider that is in the registry and has no rig
 * (`rig.ts` in the folder of its tests) fails here.
 */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { ImageRequest, JobKind } from '../../src/shared/model/jobs';
import { canFit } from '../../src/providers/contract/fitRequest';
import type { KindLimits } from '../../src/providers/contract/model';
import type { ProviderContext } from '../../src/providers/contract/context';
import { providerPart, testedProviders } from '../harness/providerParts';
import { drawPng } from '../simulators/image';
import { providerFixture, type ProviderFixture } from './harness/providerContext';
import {
  assertFailure,
  factsOf,
  failureOf,
  fetched,
  fitted,
  follow,
  imagesOf,
  request,
  ticketOf,
  submitFitted,
} from './harness/expect';
import type { Rig, RunningRig } from './harness/rigContract';

const kinds: JobKind[] = ['generate', 'edit', 'batch'];

for (const provider of testedProviders) {
  describe(`contract: ${provider.type}`, function () {
    // A provider may really draw.
    this.timeout(120_000);
    let rig: Rig;
    let running: RunningRig;
    let fixture: ProviderFixture;
    let context: ProviderContext;

    before(() => {
      rig = providerPart<Rig>('rig', provider.type);
    });
    beforeEach(async () => {
      running = await rig.start();
      fixture = providerFixture(running);
      context = fixture.context(provider);
    });
    afterEach(() => running.stop());

    function limits(kind: JobKind): KindLimits | undefined {
      return provider.knownModels(context.config)[0]?.kinds[kind];
    }

    /** A request of a kind with everything that the kind must have. */
    function imageRequest(kind: JobKind, change: Partial<ImageRequest> = {}): ImageRequest {
      const least = limits(kind)?.references?.min ?? 0;
      const bytes = drawPng(64, 48, 'reference');
      const references = Array.from({ length: least }, () => fixture.keep(bytes, { width: 64, height: 48 }));
      return request({
        kind,
        references,
        ...(kind === 'batch' ? { prompts: ['a red fox', 'a blue fox'] } : {}),
        ...change,
      });
    }

    async function run(wanted: ImageRequest) {
      const outcome = await follow(provider, await submitFitted(provider, wanted, context), context);
      return fetched(imagesOf(outcome), context.config);
    }

    it('has a complete manifest, models and intervals', () => {
      assert.match(provider.type, /^[a-z][a-z0-9-]*$/);
      assert.ok(provider.label.length > 0);
      assert.ok(provider.concurrency >= 1);
      assert.ok(provider.optionsSchema.safeParse({}).success, 'a configuration needs no options to be read');
      assert.ok(!provider.optionsSchema.safeParse({ 'no such option': 1 }).success, 'a slip in an option is seen');
      const inline = provider.inlineResults;
      if (inline) assert.ok(provider.optionsSchema.safeParse({ [inline.option]: inline.value }).success);
      for (const kind of provider.pollingInterval ? kinds : []) {
        const { first, every, deadline } = provider.pollingInterval![kind];
        assert.ok(first >= 0 && every > 0 && deadline > every);
      }
      const models = provider.knownModels(context.config);
      assert.ok(models.length > 0);
      for (const { kinds: each } of models) {
        for (const one of Object.values(each)) checkLimits(one);
      }
      assert.equal(provider.cancellable !== undefined, provider.cancel !== undefined);
    });

    for (const kind of kinds) {
      it(`returns an image of the requested kind: ${kind}`, async function () {
        const own = limits(kind);
        if (!own) this.skip();
        const wanted = imageRequest(kind);
        const pictures = await run(wanted);
        assert.equal(pictures.length, (wanted.prompts?.length ?? 1) * wanted.count);
        pictures.forEach(factsOf);
        if (wanted.prompts)
          assert.deepEqual(
            pictures.map((picture) => picture.promptIndex),
            [0, 1],
          );
      });

      it(`returns as many images per call as its limits allow: ${kind}`, async function () {
        const most = limits(kind)?.count;
        if (most === undefined || most === 1) this.skip();
        const wanted = imageRequest(kind, { count: most });
        const pictures = await run(wanted);
        assert.equal(pictures.length, (wanted.prompts?.length ?? 1) * most);
        pictures.forEach(factsOf);
      });

      it(`warns about parameters that the model does not have, and sends the rest: ${kind}`, async function () {
        const own = limits(kind);
        if (!own) this.skip();
        const { aspectRatio, ...others } = unsupported(own);
        // An aspect ratio and a size exclude each other, so they are requested one after the other.
        for (const change of [others, ...(aspectRatio === undefined ? [] : [{ aspectRatio }])]) {
          const submission = await submitFitted(provider, imageRequest(kind, change), context);
          const warned = (submission.warnings ?? []).map((warning) => warning.subject);
          for (const name of Object.keys(change)) {
            assert.ok(warned.includes(name), `${name} was dropped without a word (warned: ${warned.join(', ')})`);
          }
          assert.ok(imagesOf(await follow(provider, submission, context)).length > 0);
        }
      });
    }

    it('returns the size of its limits for every aspect ratio', async function () {
      const { ratios = [], sizes = {} } = limits('generate') ?? {};
      if (ratios.length === 0) this.skip();
      for (const ratio of ratios.filter((one) => sizes[one])) {
        const facts = factsOf((await run(imageRequest('generate', { aspectRatio: ratio })))[0]!);
        assert.deepEqual([facts.width, facts.height], sizes[ratio], ratio);
      }
    });

    it('rejects values outside of the limits before it sends anything', async () => {
      const own: Partial<KindLimits> = limits('generate') ?? {};
      const wrong: Partial<ImageRequest>[] = [{ prompt: '' }];
      if (own.ratios) wrong.push({ aspectRatio: '5:77' });
      if (own.steps) wrong.push({ steps: own.steps.max + 1 });
      if (own.cfgScale) wrong.push({ cfgScale: own.cfgScale.min - 1 });
      for (const change of wrong) {
        const wanted = imageRequest('generate', change);
        assert.ok(!canFit(wanted, limits('generate')), JSON.stringify(change));
        const failure = await failureOf(submitFitted(provider, wanted, context));
        assert.ok(['bad-request', 'unsupported'].includes(failure.kind), JSON.stringify(failure));
        assert.ok(failure.reason, JSON.stringify(failure));
        assert.notEqual(failure.maybeReceived, true);
      }
      assert.equal(running.service?.received() ?? 0, 0);
    });

    it('passes the test of its configuration', async () => {
      const { facts } = await provider.test(context);
      for (const [, value] of facts) assert.ok(value.length > 0 && value.length <= 300);
    });

    it('writes neither a prompt nor a secret to the log', async () => {
      const pictures = await run(imageRequest('generate', { prompt: 'a very private prompt' }));
      assert.ok(pictures.length > 0);
      const text = fixture.log.join('\n');
      for (const secret of ['private', ...Object.values(running.secrets)]) assert.ok(!text.includes(secret), text);
    });

    describe('against its service', () => {
      before(function () {
        if (provider.offline) this.skip();
      });

      function service() {
        assert.ok(running.service, 'a provider that is not offline needs a service in its rig');
        return running.service;
      }

      it('sends only fields that the service knows, and each submit once', async () => {
        let calls = 0;
        for (const kind of kinds.filter((one) => limits(one))) {
          await run(imageRequest(kind, supported(limits(kind)!)));
          calls += 1;
          assert.equal(service().received(), calls, kind);
        }
        assert.deepEqual(service().unknownFields(), []);
      });

      it('continues a job in another process with nothing but its ticket', async () => {
        service().hold();
        const submission = await submitFitted(provider, imageRequest('generate'), context);
        const ticket = JSON.parse(JSON.stringify(ticketOf(submission))) as ReturnType<typeof ticketOf>;
        service().release();
        const elsewhere = fixture.context(provider);
        const pictures = imagesOf(await follow(provider, { kind: 'ticket', ticket }, elsewhere));
        assert.equal(pictures.length, 1);
      });

      it('reports that a job waits, and that it runs', async () => {
        service().hold();
        const ticket = ticketOf(await submitFitted(provider, imageRequest('generate'), context));
        assert.equal((await provider.poll!(ticket, context)).state, 'waiting');
        service().beginNext();
        assert.equal((await provider.poll!(ticket, context)).state, 'running');
        service().release();
      });

      it('reports a failed job as a status instead of throwing', async () => {
        service().failNext();
        const outcome = await follow(
          provider,
          await submitFitted(provider, imageRequest('generate'), context),
          context,
        );
        assert.ok('state' in outcome && outcome.state === 'failed');
        assert.equal(outcome.failure.kind, 'server');
        assert.notEqual(outcome.failure.maybeReceived, false);
      });

      it('cancels a job while the service can, and reports when it is too late', async function () {
        if (!provider.cancel) this.skip();
        service().hold();
        const waiting = ticketOf(await submitFitted(provider, imageRequest('generate'), context));
        assert.equal(await provider.cancel(waiting, context), 'cancelled');
        assert.equal((await provider.poll(waiting, context)).state, 'cancelled');
        if (provider.cancellable === 'pending-only') {
          service().beginNext();
          const running = ticketOf(await submitFitted(provider, imageRequest('generate'), context));
          service().beginNext();
          assert.equal(await provider.cancel(running, context), 'too-late');
        }
        service().release();
      });

      it('fails with the reason when the key is wrong, without a submit that the service accepts', async () => {
        const { secrets, expected } = service().wrongSecrets;
        fixture.secrets.clear();
        for (const [name, value] of Object.entries(secrets)) fixture.secrets.set(name, value);
        assertFailure(await failureOf(submitFitted(provider, imageRequest('generate'), context)), {
          ...expected,
          maybeReceived: false,
        });
        assertFailure(await failureOf(provider.test(context)), expected);
        assert.equal(service().received(), 0);
      });

      it('fails with the reason when the key is missing', async () => {
        fixture.secrets.clear();
        const failure = await failureOf(submitFitted(provider, imageRequest('generate'), context));
        assertFailure(failure, { kind: 'auth', maybeReceived: false });
        assert.match(failure.reason ?? '', /missing$/);
      });

      it('reports used-up credit as a quota failure', async () => {
        const expected = service().exhaust();
        const failure = await failureOf(submitFitted(provider, imageRequest('generate'), context));
        assertFailure(failure, { ...expected, maybeReceived: false });
      });

      it('reports a submit with a lost answer as maybe received, and does not repeat it', async () => {
        await provider.test(context);
        service().failNextSubmit('answer-lost');
        const failure = await failureOf(submitFitted(provider, imageRequest('generate'), context));
        assertFailure(failure, { kind: 'network', maybeReceived: true });
        assert.equal(service().received(), 1);
      });

      it('finds a submit whose answer was lost', async function () {
        if (!provider.reconcile) this.skip();
        const submittedAt = Date.now();
        service().failNextSubmit('answer-lost');
        await failureOf(submitFitted(provider, imageRequest('generate'), context));
        const ticket = await provider.reconcile(
          { request: fitted(provider, imageRequest('generate'), context).request, submittedAt },
          fixture.context(provider),
        );
        assert.ok(ticket !== undefined);
        assert.equal(imagesOf(await follow(provider, { kind: 'ticket', ticket }, context)).length, 1);
        assert.equal(service().received(), 1);
      });

      it('distinguishes an unreadable answer, a page of a proxy, an error of the service, and a redirect', async () => {
        await provider.test(context);
        service().failNextSubmit('cut-json');
        const cut = await failureOf(submitFitted(provider, imageRequest('generate'), context));
        assertFailure(cut, { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true });
        service().failNextSubmit('html');
        const page = await failureOf(submitFitted(provider, imageRequest('generate'), context));
        assertFailure(page, { kind: 'server', reason: 'html-answer', maybeReceived: true });
        service().failNextSubmit('server-error');
        assertFailure(await failureOf(submitFitted(provider, imageRequest('generate'), context)), { kind: 'server' });
        service().failNextSubmit('redirect');
        const redirected = await failureOf(submitFitted(provider, imageRequest('generate'), context));
        assertFailure(redirected, { kind: 'settings', reason: 'redirect-refused', maybeReceived: false });
      });

      it('reports an unreachable service, and stops when its signal aborts', async () => {
        const closed = fixture.context(provider, { config: { baseUrl: 'http://127.0.0.1:9' } });
        const failure = await failureOf(submitFitted(provider, imageRequest('generate'), closed));
        assertFailure(failure, { kind: 'network', reason: 'connection-refused', maybeReceived: false });
        const stopped = fixture.context(provider, { signal: AbortSignal.abort() });
        const cancelled = await failureOf(submitFitted(provider, imageRequest('generate'), stopped));
        assertFailure(cancelled, { kind: 'cancelled', maybeReceived: false });
      });

      it('has no secret in failures and log lines', async () => {
        const seen: unknown[] = [];
        const faults = ['answer-lost', 'cut-json', 'html', 'server-error', 'redirect'] as const;
        for (const fault of faults) {
          service().failNextSubmit(fault);
          seen.push(await failureOf(submitFitted(provider, imageRequest('generate'), context)));
        }
        const told = JSON.stringify(seen) + fixture.log.join('\n');
        const secrets = [...Object.values(running.secrets), ...fixture.secrets.values()];
        for (const secret of secrets.flatMap((text) => [text, ...(/"token":"([^"]+)"/.exec(text)?.slice(1) ?? [])])) {
          assert.ok(!told.includes(secret), 'a secret was shown');
        }
      });
    });
  });
}

function checkLimits(own: KindLimits): void {
  assert.ok(own.count >= 1);
  for (const range of [own.seed, own.steps, own.cfgScale]) {
    if (!range) continue;
    assert.ok(range.min < range.max);
    if (range.default !== undefined) assert.ok(range.default >= range.min && range.default <= range.max);
  }
  for (const ratio of Object.keys(own.sizes ?? {})) assert.ok(own.ratios?.includes(ratio), ratio);
}

/** A value for each parameter that this kind has. */
function supported(own: KindLimits): Partial<ImageRequest> {
  return {
    ...(own.negativePrompt ? { negativePrompt: 'blurry' } : {}),
    ...(own.seed ? { seed: 7 } : {}),
    ...(own.steps ? { steps: own.steps.min } : {}),
    ...(own.cfgScale ? { cfgScale: own.cfgScale.max } : {}),
  };
}

/** A value for each parameter that this kind does not have. */
function unsupported(own: KindLimits): Partial<ImageRequest> {
  return {
    ...(own.negativePrompt ? {} : { negativePrompt: 'blurry' }),
    ...(own.ratios ? {} : { aspectRatio: '16:9' }),
    ...(own.freeSize ? {} : { size: { width: 333, height: 333 } }),
    ...(own.resolutions ? {} : { resolution: '2K' as const }),
    ...(own.seed ? {} : { seed: 7 }),
    ...(own.steps ? {} : { steps: 30 }),
    ...(own.cfgScale ? {} : { cfgScale: 5 }),
    ...(own.qualities ? {} : { quality: 'high' }),
    ...(own.backgrounds ? {} : { background: 'transparent' as const }),
    ...(own.outputFormats ? {} : { outputFormat: 'webp' as const }),
  };
}
