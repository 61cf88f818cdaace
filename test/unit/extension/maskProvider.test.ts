import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ProviderView } from '../../../src/engine/surface/providers';
import type { KindLimits } from '../../../src/providers/contract/model';
import { chooseMaskProvider } from '../../../src/extension/requests/maskProvider';

/** A provider with models, each with whether it supports masks; the first is the one in its settings. */
function providerWith(id: string, models: Record<string, boolean>, more: Partial<ProviderView> = {}): ProviderView {
  const all = Object.entries(models).map(([name, mask]) => ({ name, kinds: { edit: { count: 1, mask } } }));
  return { config: { id, name: id, model: all[0]?.name ?? '' }, models: all, ...more } as unknown as ProviderView;
}

function choose(preferred: ProviderView, others: ProviderView[], chosenModel?: string): unknown[] {
  const all = [preferred, ...others];
  const limits = (id: string, _kind: string, model?: string): KindLimits | undefined => {
    const one = all.find(({ config }) => config.id === id);
    return one?.models.find(({ name }) => name === (model ?? one.config.model))?.kinds.edit;
  };
  const supports = ({ models }: ProviderView): boolean => models.some(({ kinds }) => kinds.edit?.mask === true);
  const provider = all.find((one) => supports(one) && !one.missingSecret);
  const found = chooseMaskProvider(
    {
      easel: {
        providers: { limits, default: () => provider && { provider, configuredId: provider.config.id } },
      },
      userState: { choices: () => (chosenModel === undefined ? {} : { model: chosenModel }) },
    },
    preferred,
  );
  return [found?.provider.config.id, found?.model];
}

describe('the provider of an edit with a mask', () => {
  const masks = providerWith('masks', { good: true });

  it('is the usual one if its model supports masks', () => {
    assert.deepEqual(choose(providerWith('one', { good: true }), [masks]), ['one', undefined]);
    assert.deepEqual(choose(providerWith('one', { bad: false, good: true }), [masks], 'good'), ['one', undefined]);
  });

  it('is the usual one with another of its models, else another one', () => {
    assert.deepEqual(choose(providerWith('one', { bad: false, good: true }), [masks]), ['one', 'good']);
    assert.deepEqual(choose(providerWith('one', { good: true, bad: false }), [masks], 'bad'), ['one', 'good']);
    assert.deepEqual(choose(providerWith('one', { bad: false }), [masks]), ['masks', undefined]);
    assert.deepEqual(choose(providerWith('one', { good: true }), [masks], 'gone'), ['one', undefined]);
  });

  it('is no provider without its key while another one is ready, and none if none supports masks', () => {
    const missingSecret = { name: 'key', kind: 'key', optional: false } as const;
    assert.deepEqual(choose(providerWith('one', { good: true }, { missingSecret }), [masks]), ['masks', undefined]);
    assert.deepEqual(choose(providerWith('one', { bad: false }), []), [undefined, undefined]);
  });
});
