/** The search for secrets finds what it must find; otherwise its silence would mean nothing. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  deleteLeakLists,
  leakReport,
  noteSecretsIn,
  searchFolder,
  searchLines,
  startLeakSearch,
} from '../../harness/reporting/leaks';
import { play } from '../../providers/faults/stage';
import { startOfficeProxy } from '../../simulators/hostileProxy';
import { noteSecret, noteSecrets, secretsVariable } from '../../simulators/secretsSeen';
import { FakeService, rig } from '../engine/rig';

const searchesVariable = 'EASEL_TEST_SEARCHES';

describe('the search for secrets', () => {
  let folder: string;
  let outer: Record<string, string | undefined>;

  beforeEach(() => {
    outer = Object.fromEntries([secretsVariable, searchesVariable].map((name) => [name, process.env[name]]));
    folder = mkdtempSync(path.join(tmpdir(), 'easel-leaks-'));
    startLeakSearch(path.join(folder, 'lists'));
  });
  afterEach(() => {
    deleteLeakLists();
    // The run around this test goes on with its own lists.
    for (const [name, value] of Object.entries(outer)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const sent = (change: Partial<Parameters<typeof noteSecrets>[0]>): void =>
    noteSecrets({ headers: {}, query: new URLSearchParams(), type: '', body: Buffer.alloc(0), ...change });
  const searched = (text: string | Buffer): string[] => {
    const data = path.join(folder, 'data');
    rmSync(data, { recursive: true, force: true });
    writeFileSync(path.join(folder, 'file.bin'), text);
    searchFolder('test', folder);
    return leakReport().leaks.filter((leak) => leak.includes('file.bin'));
  };

  it('knows what was sent as header, query, form and JSON', () => {
    sent({ headers: { authorization: 'Bearer header-token-1' } });
    sent({ headers: { authorization: `Basic ${Buffer.from('ada:basic-password').toString('base64')}` } });
    sent({ query: new URLSearchParams({ apiKey: 'query-key-0001' }) });
    sent({ type: 'application/x-www-form-urlencoded', body: Buffer.from('username=ada&password=form-password') });
    sent({ type: 'application/json', body: Buffer.from('{"user":{"old_password":"json-password"},"prompt":"a fox"}') });
    const secrets = ['header-token-1', 'basic-password', 'query-key-0001', 'form-password', 'json-password'];
    for (const secret of secrets) assert.equal(searched(`before ${secret} after`).length > 0, true, secret);
    assert.equal(leakReport().secrets, secrets.length + 1);
  });

  it('finds a secret in binary data, as a URL, as JSON and as Base64', () => {
    const secret = 'p&ss "word" 密码';
    sent({ type: 'application/json', body: Buffer.from(JSON.stringify({ password: secret })) });
    const forms = [
      Buffer.concat([Buffer.from([0, 1, 2, 255]), Buffer.from(secret), Buffer.from([0])]),
      `https://service.example/?p=${encodeURIComponent(secret)}`,
      JSON.stringify({ value: secret }),
      Buffer.from(secret).toString('base64'),
    ];
    for (const [index, form] of forms.entries()) assert.equal(searched(form).length, index + 1);
  });

  it('finds a secret in lines, and names the place but not the secret', () => {
    sent({ headers: { authorization: 'Bearer header-token-1' } });
    searchLines('log of a test', ['all is well', 'GET / with header-token-1']);
    assert.deepEqual(leakReport().leaks, ['log of a test: lines at byte 23']);
  });

  it('knows what was entered and never sent, and what the engine made for itself', async () => {
    noteSecret('entered-only-01');
    noteSecret(JSON.stringify({ token: 'session-token-01', renewAt: 17 }));
    const storage = path.join(folder, 'secrets.json');
    writeFileSync(storage, JSON.stringify({ 'provider/x/key@y': 'stored-key-01', 'webhook/path': 'path-key-0123' }));
    noteSecretsIn(storage);
    rmSync(storage);
    const proxy = await startOfficeProxy({ user: 'clerk', password: 'proxy-password-01', routes: {} });
    await proxy.stop();
    const secrets = ['entered-only-01', 'session-token-01', 'stored-key-01', 'path-key-0123', 'proxy-password-01'];
    for (const secret of secrets) assert.equal(searched(`before ${secret} after`).length > 0, true, secret);
  });

  it('looks through the storage and the log of an engine, for a key that no service ever got', async () => {
    const made = await rig([
      new FakeService().provider('acme', { secrets: [{ name: 'key', kind: 'key', optional: true }] }),
    ]);
    await made.easel.providers.setSecret('acme', 'key', 'never-sent-key-01');
    writeFileSync(path.join(made.folder, 'note.txt'), 'with never-sent-key-01');
    await made.end();
    assert.ok(leakReport().leaks.some((leak) => leak.includes('note.txt')));
  });

  it('looks through what a cell of the fault matrix leaves behind', async () => {
    await play({ type: 'kie', hasNext: false, arrange: () => undefined });
    const { files, secrets, leaks } = leakReport();
    assert.ok(files > 2 && secrets > 0, `${files} files, ${secrets} secrets`);
    assert.deepEqual(leaks, []);
  });

  it('takes no plain word for a secret: it would stand everywhere', () => {
    sent({ type: 'application/json', body: Buffer.from('{"password":"password","token":"xxxxxxxxxxxx"}') });
    assert.equal(leakReport().secrets, 0);
  });

  it('is silent where there is none', () => {
    sent({ headers: { authorization: 'Bearer header-token-1' } });
    assert.deepEqual(searched('header-token-2 and header-token-'), []);
    appendFileSync(path.join(folder, 'other.log'), 'nothing');
    searchFolder('again', folder);
    // The lists themselves hold the secrets, and stand in this folder.
    assert.ok(leakReport().leaks.every((leak) => leak.includes('lists')));
  });
});
