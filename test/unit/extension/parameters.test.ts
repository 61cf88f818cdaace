/** The table of parameters, and what outside of it must agree with it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parameterLabel } from '../../../src/extension/messages/parameters';
import { parseGenerateArguments } from '../../../src/extension/parameters/generateArguments';
import { parameterNames, parameters, toolParameterNames } from '../../../src/extension/parameters/parameters';

interface ToolSchema {
  name: string;
  inputSchema: { properties: Record<string, { enum?: string[] }> };
}

describe('table of parameters', () => {
  it('has a label for every parameter', () => {
    for (const name of parameterNames) assert.notEqual(parameterLabel(name, String), name);
  });

  it('agrees with the schemas of the chat tools in the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      contributes: { languageModelTools: ToolSchema[] };
    };
    for (const tool of ['easel_generate_image', 'easel_edit_image']) {
      const schema = manifest.contributes.languageModelTools.find(({ name }) => name === tool);
      for (const name of toolParameterNames) {
        const parameter = parameters[name];
        const property = schema?.inputSchema.properties[name];
        assert.ok(property, `${tool} lacks ${name}`);
        assert.deepEqual(property.enum, 'values' in parameter ? [...parameter.values] : undefined, `${tool} ${name}`);
      }
    }
  });

  it('names the given value in type errors', () => {
    assert.throws(() => parseGenerateArguments({ count: 'two' }), /"count" must be a number, not "two"\./);
    assert.throws(() => parseGenerateArguments({ size: { width: 1 } }), /must be \{ width, height \} in pixels/);
  });
});
