import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Model } from '../../../src/providers/contract/model';
import { faceApp, kontextApp, studioApp, textApp, type SimulatedApp } from '../../simulators/runninghub/apps';
import type { ContextSetup } from '../harness/providerContext';
import { assertFailure, failureOf, imagesOf, request, submitFitted } from '../harness/expect';
import { apps, setUp, tearDown } from './fixture';

async function modelOf({ id }: SimulatedApp, change: ContextSetup = {}): Promise<Model> {
  const { context } = await setUp(apps, { ...change, options: { webappId: id, ...change.options } });
  const [model, ...others] = await apps.models!(context);
  assert.ok(model);
  assert.deepEqual(others, []);
  return model;
}

describe('RunningHub AI app: models', () => {
  afterEach(tearDown);

  it('names the app as its form does', async () => {
    const model = await modelOf(kontextApp);
    assert.equal(model.label, kontextApp.name);
  });

  it('offers only edits for an app with a field for images, with as many images as it has fields', async () => {
    const one = await modelOf(kontextApp);
    const two = await modelOf(faceApp);
    assert.deepEqual([Object.keys(one.kinds), Object.keys(two.kinds)], [['edit'], ['edit']]);
    assert.deepEqual([one.kinds.edit?.references?.max, two.kinds.edit?.references?.max], [1, 2]);
  });

  it('offers only new images for an app without a field for images', async () => {
    assert.deepEqual(Object.keys((await modelOf(textApp)).kinds), ['generate']);
  });

  it('offers both if the configuration says that the image may be left out', async () => {
    assert.deepEqual(Object.keys((await modelOf(studioApp, { options: { makes: 'both' } })).kinds), [
      'generate',
      'edit',
    ]);
  });

  it('offers the parameters for which the form has a field, and no others', async () => {
    const { edit } = (await modelOf(studioApp)).kinds;
    assert.deepEqual(Object.keys(edit ?? {}).sort(), [
      ...['cfgScale', 'count', 'freeSize', 'negativePrompt', 'ratios', 'references', 'resolutions', 'seed', 'steps'],
    ]);
    const { generate } = (await modelOf(textApp)).kinds;
    assert.deepEqual(generate, { count: 1 });
  });

  it('offers only the values that a list of the form has', async () => {
    assert.deepEqual((await modelOf(studioApp)).kinds.edit?.resolutions, ['1K', '2K', '4K']);
    assert.deepEqual((await modelOf(kontextApp)).kinds.edit?.ratios, ['auto', '1:1', '16:9', '9:16']);
  });

  it('sends nothing if nodes are configured, because they replace the form', async () => {
    const nodes = { prompt: '52.prompt', images: ['39.image'] };
    const { context, service } = await setUp(apps, { options: { webappId: kontextApp.id, nodes } });
    assert.deepEqual(await apps.models!(context), apps.knownModels(context.config));
    assert.deepEqual(service.exchanges, []);
  });

  it('sends nothing without an app', async () => {
    const { context, service } = await setUp(apps);
    assert.deepEqual(await apps.models!(context), apps.knownModels(context.config));
    assert.deepEqual(service.exchanges, []);
  });

  it('fails with the reason when the app does not exist or the key is wrong', async () => {
    const missing = await setUp(apps, { options: { webappId: '123' } });
    assertFailure(await failureOf(apps.models!(missing.context)), { kind: 'settings', reason: 'model-unknown' });
    const refused = await setUp(apps, { options: { webappId: kontextApp.id }, secrets: { key: 'x'.repeat(32) } });
    assertFailure(await failureOf(apps.models!(refused.context)), { kind: 'auth', reason: 'key-refused' });
  });

  it('gives an output the media type that the service states', async () => {
    const { context } = await setUp(apps, { options: { webappId: textApp.id } });
    const submission = await submitFitted(apps, request(), context);
    assert.equal(submission.kind, 'ticket');
    const status = await apps.poll(submission.ticket, context);
    assert.deepEqual(
      imagesOf(status).map(({ mediaType }) => mediaType),
      ['image/png'],
    );
  });
});
