/** URLs of services as typed by the user. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { normalizeUrl, urlProblem } from '../../../src/extension/platform/serviceUrl';

const t = (text: string): string => text;

describe('an address of a service without a scheme', () => {
  const cases: [string, string][] = [
    ['127.0.0.1:8009', 'http://127.0.0.1:8009'],
    ['localhost:8000/', 'http://localhost:8000'],
    ['[::1]:8000', 'http://[::1]:8000'],
    [' 192.168.1.20:8000/v1/ ', 'http://192.168.1.20:8000/v1'],
    ['10.0.0.7', 'http://10.0.0.7'],
    ['172.20.0.2:80', 'http://172.20.0.2'],
    ['gpu-box:8000', 'http://gpu-box:8000'],
    ['nas.local:8000', 'http://nas.local:8000'],
    ['172.32.0.2', 'https://172.32.0.2'],
    ['api.example.com/v1', 'https://api.example.com/v1'],
    ['10.example.com', 'https://10.example.com'],
    ['http://api.example.com', 'http://api.example.com'],
  ];
  for (const [typed, url] of cases)
    it(`is completed: ${typed.trim()}`, () => {
      assert.equal(urlProblem(typed, t), undefined);
      assert.equal(normalizeUrl(typed), url);
    });

  it('is still refused if it is no address', () => {
    assert.equal(urlProblem('ftp://h', t), 'Only http and https addresses are supported.');
    assert.equal(urlProblem('my server', t), '"{value}" isn\'t a valid address.');
    assert.equal(
      urlProblem('user:key@h', t),
      "Remove the user name and password from the address. You're asked for them later.",
    );
  });
});
