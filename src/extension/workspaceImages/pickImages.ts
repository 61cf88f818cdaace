/** Quick picks for images of the workspace or other folders. */
import * as vscode from 'vscode';
import { pick } from '../quickInput/pick';
import { t } from '../platform/translate';
import { imageExtensions, imageGlob } from './imageFiles';

/** Maximum number of listed images; Browse… gives access to all. */
const maxListed = 1000;

interface ImageItem extends vscode.QuickPickItem {
  uri?: vscode.Uri;
}

/**
 * Lets the user select the image for a command.
 * @param first Images at the top of the list: those that the active document refers to.
 * @returns One image, or several if chosen in the file dialog; undefined if dismissed.
 */
export async function pickImage(
  title: string,
  first: readonly vscode.Uri[] = [],
  placeholder = t('Select an image'),
): Promise<vscode.Uri[] | undefined> {
  const others = without(await imagesOfWorkspace(), first);
  const browse: ImageItem = { label: `$(folder-opened) ${t('Browse…')}`, alwaysShow: true };
  const separator: ImageItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const items = [...first.map(imageItem), ...(first.length > 0 ? [separator] : []), ...others.map(imageItem)];
  const picked = await pick({ title, placeholder, items: [...items, separator, browse] });
  if (picked.kind !== 'item') return undefined;
  return picked.item.uri ? [picked.item.uri] : browseImages(title);
}

export interface ReferenceQuestion {
  title: string;
  /** Maximum number of references. */
  max: number;
  /** References that are already selected. */
  chosen: readonly vscode.Uri[];
  /** The images to edit, which can't be references. */
  edited: readonly vscode.Uri[];
}

/** A list with check boxes that allows at most `max` of them. Undefined if dismissed. */
export async function pickReferences(question: ReferenceQuestion): Promise<vscode.Uri[] | undefined> {
  const { max, chosen, edited } = question;
  const offered = without(await imagesOfWorkspace(), [...edited, ...chosen]);
  const list = vscode.window.createQuickPick<ImageItem>();
  const browse = { iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: t('Browse…') };
  list.title = question.title;
  list.placeholder =
    max === 1
      ? t('Select one more image, then press Enter')
      : t('Select up to {count} more images, then press Enter', { count: max });
  list.canSelectMany = true;
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  list.buttons = [vscode.QuickInputButtons.Back, browse];
  list.items = [...chosen, ...offered].map(imageItem);
  list.selectedItems = list.items.slice(0, chosen.length);
  let last = list.selectedItems;
  let isBrowsing = false;
  return new Promise((resolve) => {
    const answer = (uris: vscode.Uri[] | undefined): void => {
      resolve(uris);
      list.hide();
    };
    list.onDidChangeSelection((selected) => {
      if (selected.length <= max) last = selected;
      // If only one can be selected, a new selection replaces it; otherwise the excess one is deselected.
      else list.selectedItems = last = max === 1 ? selected.filter((item) => !last.includes(item)).slice(0, 1) : last;
    });
    list.onDidAccept(() => answer(urisOf(list.selectedItems.slice(0, max))));
    list.onDidTriggerButton((button) => {
      if (button !== browse) return answer(undefined);
      isBrowsing = true;
      const before = urisOf(list.selectedItems);
      const joined = (uris: vscode.Uri[] = []): vscode.Uri[] => [...before, ...uris].slice(0, max);
      void browseImages(question.title).then((uris) => answer(joined(uris)));
    });
    list.onDidHide(() => {
      // The file dialog closes the list.
      if (!isBrowsing) resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

async function browseImages(title: string): Promise<vscode.Uri[] | undefined> {
  const filters = { [t('Images')]: [...imageExtensions] };
  return vscode.window.showOpenDialog({ title, canSelectMany: true, filters });
}

async function imagesOfWorkspace(): Promise<vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles(imageGlob, '**/node_modules/**', maxListed);
  return uris.sort((one, other) => one.path.localeCompare(other.path));
}

function without(uris: readonly vscode.Uri[], others: readonly vscode.Uri[]): vscode.Uri[] {
  const left = new Set(others.map(String));
  return uris.filter((uri) => !left.has(uri.toString()));
}

function imageItem(uri: vscode.Uri): ImageItem {
  const path = vscode.workspace.asRelativePath(uri);
  const cut = path.lastIndexOf('/');
  return {
    label: path.slice(cut + 1),
    ...(cut > 0 ? { description: path.slice(0, cut) } : {}),
    iconPath: uri,
    uri,
  };
}

function urisOf(items: readonly ImageItem[]): vscode.Uri[] {
  return items.flatMap((item) => item.uri ?? []);
}
