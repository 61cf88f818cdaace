/** No text that a user reads is joined from fragments: a translator could not reorder them. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parse } from 'svelte/compiler';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../..');

/** The helpers that put whole texts in a row. */
const helpers = 'src/shared/format/sentences.ts';
const hostFiles = globSync(['src/extension/**/*.ts', 'src/shared/**/*.ts'], { cwd: root }).filter(
  (name) => !name.endsWith('.d.ts') && name !== helpers,
);
const pageFiles = globSync('webview-ui/**/*.ts', { cwd: root }).filter((name) => !name.endsWith('.d.ts'));
const components = globSync('webview-ui/**/*.svelte', { cwd: root });

/** What may surround a message in a template: a codicon, a bullet, a number of a list, an indent, quotes. */
const decoration = /^(\$\([\w~-]+\) |- |\. |\s+|"|)$/;

/** Host: a call of `t`. Pages: a string of the host, and what fills its placeholders. */
const hostMessage = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  ((ts.isIdentifier(node.expression) && node.expression.text === 't') ||
    (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 't'));
const pageMessage = (node: ts.Node): boolean =>
  (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'fill') ||
  (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'strings');

/** Places where a message is joined with something else. */
function joins(code: string, name: string, isMessage: (node: ts.Node) => boolean): string[] {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push(`${name}:${line} ${node.getText().replaceAll(/\s+/g, ' ').slice(0, 120)}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) && isJoinedTemplate(node, isMessage)) report(node);
    else if (isJoinedArray(node, isMessage) || isSum(node, isMessage)) report(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isJoinedTemplate(node: ts.TemplateExpression, isMessage: (node: ts.Node) => boolean): boolean {
  const texts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  const hasMessage = node.templateSpans.some(({ expression }) => contains(expression, isMessage));
  return hasMessage && (node.templateSpans.length > 1 || texts.some((text) => !decoration.test(text)));
}

/** `[t('a'), t('b')].join(', ')`; lines are whole texts, so a line break may join them. */
function isJoinedArray(node: ts.Node, isMessage: (node: ts.Node) => boolean): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [separator] = node.arguments;
  const isBreak = separator !== undefined && ts.isStringLiteral(separator) && separator.text === '\n';
  return node.expression.name.text === 'join' && !isBreak && contains(node.expression.expression, isMessage);
}

function isSum(node: ts.Node, isMessage: (node: ts.Node) => boolean): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return false;
  return isMessage(node.left) || isMessage(node.right);
}

/** Calls in between, such as `format(t('a'))`, make another text of it. */
function contains(node: ts.Node, isMessage: (node: ts.Node) => boolean): boolean {
  if (isMessage(node)) return true;
  return ts.forEachChild(node, (child) => contains(child, isMessage) || undefined) ?? false;
}

interface MarkupNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** Texts of the markup with a message beside other values or words: `{strings.name}: {value}`. */
function markupJoins(code: string, name: string): string[] {
  const found: string[] = [];
  const check = (run: readonly MarkupNode[]): void => {
    const tags = run.filter(({ type }) => type === 'ExpressionTag');
    const words = run.some(({ type, data }) => type === 'Text' && String(data).trim() !== '');
    const source = tags.map(({ start, end }) => code.slice(start, end)).join(' ');
    if (!/\bstrings\.|\bfill\(/.test(source) || tags.length + (words ? 1 : 0) < 2) return;
    found.push(
      `${name}:${code.slice(0, run[0]?.start).split('\n').length} ${source.replaceAll(/\s+/g, ' ').slice(0, 120)}`,
    );
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      runsOf(value).forEach(check);
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(parse(code, { modern: true }).fragment);
  return found;
}

/** Neighbors among the children of an element or the parts of an attribute that make one text. */
function runsOf(nodes: readonly unknown[]): MarkupNode[][] {
  const runs: MarkupNode[][] = [[]];
  for (const node of nodes as MarkupNode[]) {
    if (node?.type === 'Text' || node?.type === 'ExpressionTag') runs.at(-1)?.push(node);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

const script = /<script\b[^>]*>([\s\S]*?)<\/script>/g;
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('texts for users', function () {
  // Parses every component.
  this.timeout(60_000);

  it('are found where they are joined', () => {
    const host = "`${t('a')} (${n})`; [t('a'), t('b')].join(', '); t('a') + '.'; facts.t('a') + n;";
    assert.equal(joins(host, 'probe.ts', hostMessage).length, 4);
    const whole =
      "`$(add) ${t('a')}`; [t('a'), t('b')].join('\\n'); factLine([t('a'), t('b')]); t('{a}', { a: `${n} px` });";
    assert.deepEqual(joins(whole, 'probe.ts', hostMessage), []);
    const page =
      '<p>{strings.a}: {value}</p><b title="{strings.a}: {x}">{strings.b}</b><i>{strings.a} <b>{value}</b></i>';
    assert.equal(markupJoins(page, 'probe.svelte').length, 2);
  });

  it('are whole messages in the host', () => {
    assert.ok(hostFiles.length > 100, `${hostFiles.length} files`);
    assert.deepEqual(
      hostFiles.flatMap((name) => joins(read(name), name, hostMessage)),
      [],
    );
  });

  it('are whole strings in the scripts of the pages', () => {
    const scripts = [...pageFiles, ...components].flatMap((name) => {
      const code = read(name);
      const parts = name.endsWith('.svelte') ? [...code.matchAll(script)].map(([, text = '']) => text) : [code];
      return parts.flatMap((text) => joins(text, name, pageMessage));
    });
    assert.deepEqual(scripts, []);
  });

  it('are whole strings in the markup of the pages', () => {
    assert.deepEqual(
      components.flatMap((name) => markupJoins(read(name), name)),
      [],
    );
  });

  it('begin and end with a word, a placeholder or the mark of a sentence', () => {
    const bundle = Object.entries(JSON.parse(read('l10n/bundle.l10n.zh-cn.json')) as Record<string, string>);
    const broken = bundle.flat().filter((text) => /^[\s,;:.、，；：。]|[\s,;、，；]$/u.test(text));
    assert.deepEqual(broken, []);
  });
});
