/** What the bundler of a package makes of an imported image. */
import * as vscode from 'vscode';
import { isReadable } from '../platform/files/isReadable';
import { packageFolderOf } from '../platform/files/packageFolder';

/** Frameworks in which an imported image is an object with `src`; elsewhere it is its URL. */
const frameworks: readonly { dependency: string; configuration: readonly string[] }[] = [
  { dependency: 'next', configuration: ['next.config.js', 'next.config.mjs', 'next.config.ts'] },
  { dependency: 'astro', configuration: ['astro.config.mjs', 'astro.config.js', 'astro.config.ts'] },
];

/** Whether an image that the document imports is an object with `src`, as its nearest package decides. */
export async function importsImagesAsObjects(document: vscode.Uri): Promise<boolean> {
  const folder = await packageFolderOf(document);
  if (!folder) return false;
  const dependencies = await dependenciesOf(folder);
  for (const { dependency, configuration } of frameworks) {
    if (dependencies.has(dependency)) return true;
    for (const name of configuration) if (await isReadable(vscode.Uri.joinPath(folder, name))) return true;
  }
  return false;
}

async function dependenciesOf(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'package.json'));
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, object | undefined>;
    const kinds = ['dependencies', 'devDependencies', 'peerDependencies'];
    return new Set(kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})));
  } catch {
    return new Set();
  }
}
