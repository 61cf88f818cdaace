/** A proxy from VS Code's settings is used for calls and downloads, and its password isn't leaked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { JobView } from '../../src/shared/model/jobs';
import { filesIn } from '../harness/files/workspace';
import { startOfficeProxy, type OfficeProxy } from '../simulators/hostileProxy';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, useProviders } from './support/host';
import { watchMessages, type Messages } from './support/messages';

const password = 'office-Proxy-2207';

describe('proxy from VS Code’s settings', () => {
  let service: QwenImageServiceSimulator;
  let proxy: OfficeProxy;
  let messages: Messages;
  const failures: JobView['failure'][] = [];

  before(async () => {
    service = await startQwenImageService({ auth: 'open' });
    // VS Code asks no proxy for 127.0.0.1; here nothing listens, so that what does not go through the proxy is refused.
    const host = `127.0.0.2:${new URL(service.url).port}`;
    proxy = await startOfficeProxy({
      ...{ user: 'clerk', password, routes: { [host]: service.url } },
      enteredIn: 'vscode-settings',
    });
    messages = watchMessages();
    const entry = { id: 'Far', type: 'qwen-image-service', hosts: { domestic: `http://${host}` }, retry: false };
    await useProviders([{ ...entry, options: { auth: 'off' }, pollSeconds: 0.2 }]);
  });
  after(async () => {
    await useHttp({ proxy: undefined, proxySupport: undefined });
    await useProviders([]);
    messages.restore();
    await proxy.stop();
    await service.stop();
  });

  async function useHttp(values: Record<string, string | undefined>): Promise<void> {
    const settings = vscode.workspace.getConfiguration('http');
    for (const [name, value] of Object.entries(values)) {
      await settings.update(name, value, vscode.ConfigurationTarget.Global);
    }
  }

  const addressFor = (account: string): string => `http://${account}127.0.0.1:${proxy.port}`;

  async function generateAndWait(prompt: string): Promise<JobView> {
    const api = await activated();
    const [jobId = ''] = await api.generate({ prompt, provider: 'Far' });
    const job = await api.finished(jobId);
    failures.push(job.failure);
    return job;
  }

  it('is used for every call and download, with its password', async () => {
    await useHttp({ proxy: addressFor(`clerk:${password}@`) });
    const job = await generateAndWait('a letter by way of the office');
    assert.equal(job.state, 'done');
    assert.equal(job.images.length, 1);
    assert.ok(proxy.passed.some((one) => /^POST .*\/text-to-image$/.test(one)));
    assert.equal(proxy.passed.length, service.exchanges.length);
    assert.equal(proxy.challenges, 0);
  });

  it('is named in the failure when it requires a password, and the service receives nothing', async () => {
    const before = service.exchanges.length;
    for (const account of ['', `clerk:not-${password}@`]) {
      await useHttp({ proxy: addressFor(account) });
      const { state, failure } = await generateAndWait('a letter that is sent back');
      assert.equal(state, 'failed');
      assert.deepEqual(
        { kind: failure?.kind, reason: failure?.reason, status: failure?.status },
        { kind: 'network', reason: 'proxy-login', status: 407 },
      );
      assert.notEqual(failure?.maybeReceived, true);
    }
    const isGood = vscode.commands.executeCommand<boolean>('easel.testProvider', 'Far');
    const message = await messages.waitFor(/proxy.*requires a user name and password.*"http\.proxy"/);
    assert.ok(message.buttons.includes('Open Log'), message.buttons.join(', '));
    assert.equal(await isGood, false);
    assert.equal(proxy.challenges, 3);
    assert.equal(service.exchanges.length, before);
  });

  it('is not used when the support is turned off', async () => {
    const before = proxy.passed.length;
    await useHttp({ proxy: addressFor(`clerk:${password}@`), proxySupport: 'off' });
    const { failure } = await generateAndWait('a letter that goes by itself');
    assert.equal(failure?.reason, 'connection-refused');
    assert.equal(proxy.passed.length, before);
  });

  it('has its password in no failure, message, log or history', async () => {
    const { storage } = await activated();
    const own = filesIn(storage.fsPath);
    // Of VS Code's own logs one (that of its agent host) repeats the setting; these are what extensions can write to.
    const all = filesIn(path.join(storage.fsPath, '..', '..', '..', 'logs'));
    const logs = all.filter((file) => /[\\/]exthost/.test(file));
    assert.ok(own.some((file) => file.endsWith('easel.db')));
    assert.ok(
      logs.some((file) => /Easel\.log$/.test(file)),
      logs.join(', '),
    );
    const forms = [password, Buffer.from(`clerk:${password}`).toString('base64')];
    const told = [JSON.stringify(failures), JSON.stringify(messages.shown)];
    const found = [...told, ...[...own, ...logs].map((file) => readFileSync(file, 'latin1'))].filter((text) =>
      forms.some((form) => text.includes(form)),
    );
    assert.equal(found.length, 0);
  });
});
