import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { foreignOriginsMessage, formatOrigins, keyOriginsMessage } from '../../../../src/extension/messages/providers';

const t = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

describe('the question for a key', () => {
  const own = { origin: 'https://api.kie.ai', isForeign: false };
  const upload = { origin: 'https://kieai.redpandaai.co', isForeign: false };
  const other = { origin: 'https://other.example', isForeign: true };
  const open = { origin: 'http://10.0.0.2:8000', isForeign: true };

  it('names every origin that gets it, with the scheme where it is not encrypted', () => {
    assert.equal(formatOrigins([own, upload], t), 'api.kie.ai, kieai.redpandaai.co');
    assert.equal(formatOrigins([own, open], t), 'api.kie.ai, http://10.0.0.2:8000');
  });

  it('sets those apart that are not of the service', () => {
    assert.equal(foreignOriginsMessage([own, upload], t), '');
    assert.equal(foreignOriginsMessage([own, other], t), '⚠ Also sent to an address of another service: other.example');
    assert.equal(
      keyOriginsMessage('KIE.ai', [own, other], t),
      'The key of KIE.ai is sent to api.kie.ai, other.example · ⚠ Also sent to an address of another service: other.example',
    );
  });
});
