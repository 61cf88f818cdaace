import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { filesBelow } from '../../../scripts/sizes.mjs';

const root = join(import.meta.dirname, '../../..');
const languages = ['zh-cn'];

interface Message {
  text: string;
  where: string;
}

/**
 * The first argument of every call of `t`, `x.t`, `l10n.t` and of `message`, which marks the texts of declarations; calls whose
 * argument is no literal are told apart.
 */
function messagesOf(code: string, name: string): { literal: Message[]; other: string[] } {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
  const literal: Message[] = [];
  const other: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && marksMessage(node.expression)) {
      const where = `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const found = node.arguments[0] ? literals(node.arguments[0]) : undefined;
      if (found) literal.push(...found.map((text) => ({ text, where })));
      else other.push(where);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { literal, other };
}

function marksMessage(callee: ts.Expression): boolean {
  return calleeName(callee) === 't' || (ts.isIdentifier(callee) && callee.text === 'message');
}

function calleeName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

/** A literal, or a choice between literals. */
function literals(node: ts.Expression): string[] | undefined {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isConditionalExpression(node)) return undefined;
  const [first, second] = [literals(node.whenTrue), literals(node.whenFalse)];
  return first && second ? [...first, ...second] : undefined;
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

/** The files where texts pass through a variable: to VS Code, and from a declaration to where it is shown. */
const adapters = ['src/extension/platform/translate.ts', 'src/shared/format/translate.ts'];

const found = filesBelow(join(root, 'src'))
  .map((name) => `src/${name}`)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !adapters.includes(name))
  .map((name) => messagesOf(readFileSync(join(root, name), 'utf8'), name));
const messages = found.flatMap(({ literal }) => literal);

function bundle(language: string): Record<string, string> {
  const path = join(root, `l10n/bundle.l10n.${language}.json`);
  assert.ok(existsSync(path), `${path} is missing`);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
}

describe('translations', () => {
  it('are found', () => {
    const code =
      "t('a'); facts.t('b {x}', { x }); vscode.l10n.t(`c`); t(one ? 'd' : 'e'); t(f); start('g'); message('h');";
    const { literal, other } = messagesOf(code, 'probe.ts');
    assert.deepEqual(
      literal.map(({ text }) => text),
      ['a', 'b {x}', 'c', 'd', 'e', 'h'],
    );
    assert.deepEqual(other, ['probe.ts:1']);
    assert.ok(messages.length > 20, 'found the strings of src');
  });

  it('are written out at every call', () => {
    assert.deepEqual(
      found.flatMap(({ other }) => other),
      [],
    );
  });

  for (const language of languages) {
    it(`${language} has every string`, () => {
      const there = bundle(language);
      assert.deepEqual(
        messages.filter(({ text }) => !there[text]).map(({ text, where }) => `${where} ${text}`),
        [],
      );
    });

    it(`${language} has no unused string`, () => {
      const used = new Set(messages.map(({ text }) => text));
      assert.deepEqual(
        Object.keys(bundle(language)).filter((text) => !used.has(text)),
        [],
      );
    });

    it(`${language} has the placeholders of the English`, () => {
      const wrong = Object.entries(bundle(language)).filter(
        ([english, translated]) => placeholders(english).join() !== placeholders(translated).join(),
      );
      assert.deepEqual(wrong, []);
    });

    it(`${language} is translated`, () => {
      const hasOwnScript = (text: string): boolean => /\p{Script=Han}/u.test(text);
      // What has no words (figures, names, glyphs) stays as it is.
      const hasWords = (text: string): boolean =>
        /\p{L}{2,}/u.test(text.replace(/\{\w+\}|\$\([\w~-]+\)|Easel|URL|JSON|PNG|CFG/g, ''));
      const wrong = Object.entries(bundle(language)).filter(
        ([english, translated]) => hasWords(english) && !hasOwnScript(translated),
      );
      assert.deepEqual(wrong, []);
    });
  }
});
