import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { atConfiguredOrigin } from '../../../src/http/download/configuredOrigin';

describe('a URL of a configured service under another name', () => {
  const cases: [name: string, url: string, configured: string[], moved: string | undefined][] = [
    ['http behind TLS', 'http://nas.lan/x.png?a=1', ['https://nas.lan'], 'https://nas.lan/x.png?a=1'],
    ['http behind TLS at a port', 'http://nas.lan:8443/x.png', ['https://nas.lan:8443'], 'https://nas.lan:8443/x.png'],
    ['http of a public host', 'http://a.example.com/x', ['https://a.example.com'], 'https://a.example.com/x'],
    ['localhost behind a proxy', 'http://localhost/x.png', ['https://a.example.com'], 'https://a.example.com/x.png'],
    ['localhost of another machine', 'http://0.0.0.0:8000/x', ['http://10.0.0.5:8000'], 'http://10.0.0.5:8000/x'],
    ['a port that is the default', 'http://localhost:443/x', ['https://10.0.0.5'], 'https://10.0.0.5/x'],
    ['the second origin', 'http://up.lan/x', ['https://a.lan', 'https://up.lan'], 'https://up.lan/x'],
    ['itself', 'http://a.lan:1/x', ['https://b.lan', 'http://a.lan:1'], 'http://a.lan:1/x'],
    ['a path like a host', 'http://localhost//e.example/x', ['http://10.0.0.5'], 'http://10.0.0.5//e.example/x'],
    ['less protection', 'https://a.example.com/x', ['http://a.example.com'], undefined],
    ['another port', 'http://localhost:8000/x', ['https://a.example.com'], undefined],
    ['another host', 'http://192.168.1.1/x', ['http://192.168.1.2'], undefined],
    ['a longer name', 'http://a.lan.example.com/x', ['http://a.lan'], undefined],
    ['a name that begins like this machine', 'http://localhost.example.com/x', ['http://127.0.0.1'], undefined],
    ['an address that begins like it', 'http://0.0.0.1/x', ['http://127.0.0.1'], undefined],
    ['no origin', 'http://localhost/x', [], undefined],
  ];
  for (const [name, url, configured, moved] of cases) {
    it(`is ${moved === undefined ? 'not recognized' : 'fetched from the configured origin'}: ${name}`, () => {
      assert.equal(atConfiguredOrigin(new URL(url), configured)?.href, moved);
    });
  }
});
