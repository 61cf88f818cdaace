import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { filesBelow } from '../../../scripts/sizes.mjs';

const root = join(import.meta.dirname, '../../..');

interface Contributes {
  commands?: { command: string; title: string; icon?: string }[];
  menus?: Record<string, { command?: string; submenu?: string }[]>;
  submenus?: { id: string }[];
  keybindings?: { command: string }[];
  configuration?: Configuration | Configuration[];
  views?: Record<string, { id: string }[]>;
  languageModelTools?: LanguageModelTool[];
}
interface LanguageModelTool {
  name: string;
  toolReferenceName?: string;
  when?: string;
}
interface Configuration {
  properties: Record<string, { scope?: string }>;
}
interface Manifest {
  main: string;
  icon?: string;
  activationEvents?: string[];
  capabilities?: { untrustedWorkspaces?: { restrictedConfigurations?: string[] } };
  contributes?: Contributes;
}

const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const contributes = manifest.contributes ?? {};
const source = filesBelow(join(root, 'src'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n');

function words(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, `package.nls${language}.json`), 'utf8')) as Record<string, string>;
}

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const contributed = sorted((contributes.commands ?? []).map(({ command }) => command));

describe('manifest', () => {
  it('contributes exactly the commands of the typed table', () => {
    const table = readFileSync(join(root, 'src/extension/commands/table.ts'), 'utf8');
    const registered = sorted([...table.matchAll(/['"](easel\.[\w.]+)['"]/g)].map((match) => match[1] ?? ''));
    assert.deepEqual(contributed, registered);
  });

  it('contributes exactly the tools of the typed table, and hides them where AI is disabled', () => {
    const table = readFileSync(join(root, 'src/extension/agents/table.ts'), 'utf8');
    const registered = sorted([...table.matchAll(/\b(easel_\w+):/g)].map((match) => match[1] ?? ''));
    const offered = contributes.languageModelTools ?? [];
    assert.deepEqual(sorted(offered.map(({ name }) => name)), registered);
    assert.ok(registered.length > 0);
    assert.deepEqual(
      offered.filter(({ when }) => when !== '!config.chat.disableAIFeatures'),
      [],
    );
    assert.equal(new Set(offered.map(({ toolReferenceName }) => toolReferenceName)).size, offered.length);
  });

  it('names only its own commands and submenus in menus and key bindings', () => {
    const submenus = new Set((contributes.submenus ?? []).map(({ id }) => id));
    const entries = Object.values(contributes.menus ?? {}).flat();
    const unknown = [...entries, ...(contributes.keybindings ?? [])].filter((entry) => {
      const { command, submenu } = entry as { command?: string; submenu?: string };
      return submenu === undefined ? !contributed.includes(command ?? '') : !submenus.has(submenu);
    });
    assert.deepEqual(unknown, []);
  });

  it('contributes every command that the code runs, and no others', () => {
    const run = sorted([...source.matchAll(/['"`](easel\.[a-z]\w*)['"`]/g)].map((match) => match[1] ?? ''));
    const executed = sorted(
      [...source.matchAll(/executeCommand\(\s*['"](easel\.\w+)['"]/g)].map((match) => match[1] ?? ''),
    );
    assert.deepEqual(
      executed.filter((command) => !contributed.includes(command)),
      [],
    );
    assert.deepEqual(
      contributed.filter((command) => !run.includes(command)),
      [],
    );
  });

  it('declares exactly the settings that the code reads', () => {
    const blocks = [contributes.configuration ?? []].flat();
    const declared = sorted(blocks.flatMap(({ properties }) => Object.keys(properties)));
    assert.ok(declared.length > 0);
    const unread = declared.filter((name) => {
      const short = name.replace(/^easel\./, '');
      return !new RegExp(`['"\`](easel\\.)?${short.replaceAll('.', '\\.')}['"\`]`).test(source);
    });
    assert.deepEqual(unread, []);
    const settings = readFileSync(join(root, 'src/extension/platform/settings.ts'), 'utf8');
    const read = [...settings.matchAll(/\bread(?:Text|Number|Flag)?\(\s*'([\w.]+)'/g)].map(
      (match) => `easel.${match[1] ?? ''}`,
    );
    assert.deepEqual(
      sorted(read).filter((name) => !declared.includes(name)),
      [],
    );
  });

  it('gives every setting its scope, and restricts those that an untrusted workspace must not set', () => {
    const blocks = [contributes.configuration ?? []].flat();
    const restricted = new Set(manifest.capabilities?.untrustedWorkspaces?.restrictedConfigurations);
    const there = blocks.flatMap(({ properties }) =>
      Object.entries(properties).map(([name, { scope }]): [string, string] => [
        name.replace(/^easel\./, ''),
        `${scope ?? 'window'}, ${restricted.has(name) ? 'restricted' : 'free'}`,
      ]),
    );
    assert.deepEqual(Object.fromEntries(there), {
      // What may be spent: only the user's own settings say it, on every machine; a dev container may not.
      prices: 'application, restricted',
      'spending.caps': 'application, restricted',
      'spending.atCap': 'application, restricted',
      'spending.timeZone': 'application, restricted',
      // Where keys go: no folder may say it, trusted or not.
      providers: 'machine, restricted',
      'webhook.port': 'machine, restricted',
      'webhook.publicUrl': 'machine, restricted',
      'history.maxSizeMB': 'machine, free',
      // What of the user's own files leaves the machine: no folder may add to it.
      'images.keepMetadata': 'application, restricted',
      'insert.size': 'window, free',
      // Where images go, what is requested and how often, what is sent to a chat: a trusted workspace may set it.
      'output.folder': 'window, restricted',
      'output.fileName': 'window, restricted',
      'defaults.aspectRatio': 'window, restricted',
      'defaults.count': 'window, restricted',
      'defaults.negativePrompt': 'window, restricted',
      'tools.preview': 'window, restricted',
      // What is only convenience.
      afterGenerate: 'window, free',
      'tools.waitSeconds': 'window, free',
    });
    assert.deepEqual(
      [...restricted].filter((name) => !there.some(([known]) => `easel.${known}` === name)),
      [],
    );
  });

  it('names files that exist', () => {
    const files = [manifest.icon, ...[...text.matchAll(/"(\.?\/?media\/[^"]+)"/g)].map((match) => match[1])];
    for (const file of files) if (file !== undefined) assert.ok(existsSync(join(root, file)), file);
  });

  it('has a text for every key, in every language, and no others', () => {
    const used = sorted([...text.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1] ?? ''));
    for (const language of ['', '.zh-cn']) {
      const there = words(language);
      assert.deepEqual(sorted(Object.keys(there)), used, `package.nls${language}.json`);
      assert.deepEqual(
        Object.entries(there).filter(([, value]) => value.trim() === ''),
        [],
      );
    }
  });

  it('has no text for users outside package.nls.json', () => {
    const spoken = /"(title|description|markdownDescription|displayName|label|category|shortTitle)":\s*"([^"]*)"/g;
    // What models read is English everywhere, and users never see it.
    const seen = JSON.stringify(manifest, (key, value: unknown) => (key === 'inputSchema' ? undefined : value), 2);
    const plain = [...seen.matchAll(spoken)]
      .map((match) => match[2] ?? '')
      .filter((value) => !/^%[\w.-]+%$/.test(value));
    // Proper names are the same in every language.
    const names = ['Easel', 'Qwen Image Service'];
    assert.deepEqual(
      plain.filter((value) => !names.includes(value)),
      [],
    );
  });
});
