/** Where the results of a request go. */
import * as vscode from 'vscode';
import type { Destination, ReferenceImage } from '../../shared/model/jobs';
import { defaultDestination } from '../workspaceImages/imageActions';
import { derivedStem, type Suffix } from '../workspaceImages/imageFiles';

export interface ResultPlacement {
  /** Says all by itself, whatever the original says. */
  destination?: Destination;
  /** Folder that was asked for: relative to the workspace folder, or absolute. */
  folder?: string;
  /** File name without an extension. */
  fileName?: string;
  /** What results beside an original are called after; left out: `edit`. */
  suffix?: Suffix;
}

/** Edits go beside their original, new images into the output folder, unless something else was asked for. */
export function destinationOf(placement: ResultPlacement, image?: ReferenceImage): Destination {
  if (placement.destination) return placement.destination;
  const { folder, fileName } = placement;
  if (image?.source !== undefined) return besideOriginal(vscode.Uri.parse(image.source), placement);
  return {
    ...defaultDestination(),
    ...(folder === undefined ? {} : { folder }),
    ...(fileName === undefined ? {} : { fileName }),
  };
}

function besideOriginal(source: vscode.Uri, { folder, fileName, suffix = 'edit' }: ResultPlacement): Destination {
  const home = vscode.workspace.getWorkspaceFolder(source);
  const name = fileName ?? derivedStem(source.path, suffix);
  const parent = vscode.Uri.joinPath(source, '..');
  if (home) {
    const own = parent.path.slice(home.uri.path.length).replace(/^\/+/, '');
    return { workspaceFolder: home.uri.toString(), folder: folder ?? own, fileName: name };
  }
  // Outside of the workspace any window may deliver, so the folder has to say all by itself.
  if (source.scheme === 'file') return { folder: folder ?? parent.fsPath, fileName: name };
  return { workspaceFolder: parent.toString(), folder: folder ?? '', fileName: name };
}
