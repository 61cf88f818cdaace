/** Resolves the paths that a model passes. Tools read and write only inside the workspace folders. */
import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Destination } from '../../../shared/model/jobs';
import { extensionOf, isImagePath, stemOf } from '../../workspaceImages/imageFiles';
import { isBelow, leadsOut } from '../../platform/files/links';
import { ArgumentError } from '../../parameters/parseArguments';
import { workspaceFolder } from '../../workspaceImages/imageActions';
import { outputFolder } from '../../platform/settings';
import { t } from '../../platform/translate';

/** The state of the window that decides how paths are resolved. */
export interface WorkspaceContext {
  folders: readonly vscode.WorkspaceFolder[];
  /** Folder that relative paths are resolved against. */
  defaultFolder: vscode.WorkspaceFolder | undefined;
  isTrusted: boolean;
}

export interface OutputLocation {
  /** Omitted if it follows from the image: next to its original. */
  destination?: Destination;
  /** For display: `assets/hero`, or a description. */
  shown: string;
  /** Requested extension, without its dot. */
  extension?: string;
  /** Notes for the user and the model. */
  notes: string[];
}

export function currentWorkspace(): WorkspaceContext {
  return {
    folders: vscode.workspace.workspaceFolders ?? [],
    defaultFolder: workspaceFolder(),
    isTrusted: vscode.workspace.isTrusted,
  };
}

/**
 * @param path From the model: relative to the workspace, absolute, or a URI. If it ends with a slash or is a folder, it gives
 * only the folder. Undefined: the output folder of the settings or, for an edit, the folder of the original.
 * @throws ArgumentError if it is outside of the workspace.
 */
export async function outputLocation(
  path: string | undefined,
  kind: 'generate' | 'edit',
  workspace = currentWorkspace(),
): Promise<OutputLocation> {
  if (!workspace.isTrusted) {
    const note = t("This workspace isn't trusted, so nothing is written to it. The image is kept in Easel's history.");
    return { destination: {}, shown: t("Easel's history"), notes: [note] };
  }
  if (path === undefined) return defaultLocation(kind, workspace);
  const uri = locate(path, workspace);
  const folder = await containingFolder(uri, path, workspace);
  const isFolder = /[\\/]$/.test(path) || (await isDirectory(uri));
  const parent = isFolder ? uri : vscode.Uri.joinPath(uri, '..');
  const destination = { workspaceFolder: folder.uri.toString(), folder: relativePath(folder.uri, parent) };
  const shown = shownPath(uri, workspace);
  if (isFolder) return { destination, shown: shown.replace(/\/*$/, '/'), notes: [] };
  const name = uri.path.split('/').at(-1) ?? '';
  const hasExtension = isImagePath(name);
  return {
    destination: { ...destination, fileName: hasExtension ? stemOf(name) : name },
    shown,
    ...(hasExtension ? { extension: extensionOf(name).toLowerCase() } : {}),
    notes: [],
  };
}

function defaultLocation(kind: 'generate' | 'edit', { defaultFolder: home }: WorkspaceContext): OutputLocation {
  if (kind === 'edit') return { shown: t('next to the original'), notes: [] };
  if (!home) {
    const note = t("No folder is open, so the image is kept in Easel's history.");
    return { destination: {}, shown: t("Easel's history"), notes: [note] };
  }
  const folder = outputFolder().replace(/[\\/]*$/, '/');
  return { destination: { workspaceFolder: home.uri.toString() }, shown: folder, notes: [] };
}

/** URI of a workspace image. @throws ArgumentError if it is outside of the workspace. */
export async function imageAtPath(path: string, workspace = currentWorkspace()): Promise<vscode.Uri> {
  const uri = locate(path, workspace);
  await containingFolder(uri, path, workspace);
  return uri;
}

/** @throws ArgumentError */
function locate(path: string, { folders, defaultFolder: home }: WorkspaceContext): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return normalized(parsed(path));
  if (!home) throw new ArgumentError(`No folder is open, so "${path}" can't be resolved. Omit the path.`);
  const plain = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  if (/^[a-z]:\//i.test(plain) || plain.startsWith('/')) {
    return normalized(home.uri.scheme === 'file' ? vscode.Uri.file(plain) : home.uri.with({ path: plain }));
  }
  // In a multi-root workspace, a path may start with a folder's name, as the editor displays it.
  const [first = '', ...rest] = plain.split('/');
  const named = folders.length > 1 ? folders.find((folder) => folder.name === first) : undefined;
  return named ? vscode.Uri.joinPath(named.uri, ...rest) : vscode.Uri.joinPath(home.uri, plain);
}

function parsed(text: string): vscode.Uri {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    throw new ArgumentError(`"${text.slice(0, 120)}" isn't a path or a URI.`);
  }
}

function normalized(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: posix.normalize(uri.path) });
}

/** @throws ArgumentError if it is in no workspace folder, or a symbolic link leads out of it. */
async function containingFolder(
  uri: vscode.Uri,
  path: string,
  { folders }: WorkspaceContext,
): Promise<vscode.WorkspaceFolder> {
  const candidates = folders.filter((folder) => isBelow(uri, folder.uri));
  const [folder] = candidates.sort((one, other) => other.uri.path.length - one.uri.path.length);
  if (folder && !(await leadsOut(uri, folder.uri))) return folder;
  const names = folders.map(({ name }) => name).join(', ');
  throw new ArgumentError(
    `"${path.slice(0, 200)}" isn't inside the workspace (${names || 'no folder is open'}). ` +
      'Specify a path relative to the workspace folder, such as assets/hero.png.',
  );
}

async function isDirectory(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory;
  } catch {
    return false;
  }
}

function relativePath(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(folder.path.length).replace(/^\/+|\/+$/g, '') || '.';
}

/** Starts with the folder's name in a multi-root workspace. */
function shownPath(uri: vscode.Uri, { folders }: WorkspaceContext): string {
  return vscode.workspace.asRelativePath(uri, folders.length > 1);
}
