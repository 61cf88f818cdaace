/** Where the results of a request are saved. */
import * as vscode from 'vscode';
import type { Destination, ReferenceImage } from '../../shared/model/jobs';
import { defaultDestination } from '../workspaceImages/imageActions';
import { derivedStem, type Suffix } from '../workspaceImages/imageFiles';

export interface ResultPlacement {
  /** If set, overrides everything else. */
  destination?: Destination;
  /** Requested folder: relative to the workspace folder, or absolute. */
  folder?: string;
  /** File name without an extension. */
  fileName?: string;
  /** Suffix of results that are saved next to their original; default `edit`. */
  suffix?: Suffix;
}

/** Edits are saved next to their original, new images in the output folder, unless requested otherwise. */
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
  // Outside of the workspace, any window may save the results, so the folder must be absolute.
  if (source.scheme === 'file') return { folder: folder ?? parent.fsPath, fileName: name };
  return { workspaceFolder: parent.toString(), folder: folder ?? '', fileName: name };
}
