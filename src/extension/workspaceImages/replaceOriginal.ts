/** Replaces originals by their results on request, and restores them. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { failureFrom } from '../../shared/model/easelError';
import type { ImageView, JobView } from '../../shared/model/jobs';
import type { UserState } from '../platform/userState';
import { failureText, showNotice } from '../notifications/messages';
import { pick } from '../quickInput/pick';
import { t } from '../platform/translate';
import { escapeIcons } from '../../shared/format/sanitize';
import { formatNames } from '../messages/edits';
import { truncate } from '../messages/jobs';
import { joinSentences } from '../../shared/format/sentences';
import {
  applyReplacement,
  PartialReplacementError,
  hashOf,
  prepareReplacement,
  restoreOriginal,
  readIfExists,
  replacementUri,
} from './originalFiles';
import { originalsOf, type Replacement } from '../platform/replacement';
import { nameOf } from './sources';

/** Maximum number of replacements that can be undone. */
const maxSteps = 20;

interface ReplaceContext {
  easel: Easel;
  userState: UserState;
}

/** Replaces the originals; the user selects among several results of one. Resolves when the notification is closed. */
export async function replaceOriginals(context: ReplaceContext, jobs: readonly JobView[]): Promise<void> {
  const chosen: { original: vscode.Uri; image: ImageView }[] = [];
  for (const { original, images } of originalsOf(jobs)) {
    const image = images.length === 1 ? images[0] : await pickResult(context.easel, original, images);
    if (!image) return;
    chosen.push({ original, image });
  }
  if (!(await confirmOtherFormat(chosen))) return;
  const done = await replaceEach(context, chosen);
  if (done.length > 0) await offerUndo(context, done);
}

/** Saves each replacement before the file is written, so that an interrupted one can be undone, too. */
async function replaceEach(
  { easel, userState }: ReplaceContext,
  chosen: readonly { original: vscode.Uri; image: ImageView }[],
): Promise<Replacement[]> {
  const earlier = userState.replacements();
  const save = (step: readonly Replacement[]): Promise<void> =>
    userState.saveReplacements(step.length === 0 ? earlier : [...earlier, [...step]].slice(-maxSteps));
  const done: Replacement[] = [];
  const damaged: Replacement[] = [];
  try {
    for (const { original, image } of chosen) {
      const prepared = await prepareReplacement(easel, original, image);
      await save([...done, prepared.replacement]);
      done.push(await applyReplacement(easel, prepared));
    }
  } catch (thrown) {
    const words = [failureText(failureFrom(thrown))];
    if (thrown instanceof PartialReplacementError) {
      damaged.push(thrown.replacement);
      words.push(
        t('{name} is damaged, but Easel kept the original. Run "Easel: Undo Replace Original" to restore it.', {
          name: thrown.replacement.kept.name,
        }),
      );
    }
    void vscode.window.showErrorMessage(joinSentences(words));
  }
  await save([...done, ...damaged]);
  return done;
}

async function pickResult(
  easel: Easel,
  original: vscode.Uri,
  images: readonly ImageView[],
): Promise<ImageView | undefined> {
  const items = images.map((image) => ({
    label: image.fileName,
    description: escapeIcons(truncate(image.prompt, 80)),
    iconPath: vscode.Uri.file(easel.images.path(image.id)),
    image,
  }));
  const title = t('Replace {name}', { name: nameOf(original) });
  const picked = await pick({ title, placeholder: t('Select the image to replace it with'), items });
  return picked.kind === 'item' ? picked.item.image : undefined;
}

/**
 * Results are converted to the type of their original. If that isn't possible, the original is deleted and a file with the
 * extension of the result is created, after a confirmation.
 */
async function confirmOtherFormat(chosen: readonly { original: vscode.Uri; image: ImageView }[]): Promise<boolean> {
  const other = chosen.filter(({ original, image }) => replacementUri(original, image).path !== original.path);
  if (other.length === 0) return true;
  const [first] = other;
  if (!first) return true;
  const values = {
    names: formatNames(
      other.map(({ original }) => nameOf(original)),
      t,
    ),
    next: nameOf(replacementUri(first.original, first.image)),
    format: first.image.extension.toUpperCase(),
  };
  const replace = t('Replace Anyway');
  const text =
    other.length === 1
      ? t(
          'The result is in {format} format, so {names} is deleted and replaced by {next}. Update any links to it.',
          values,
        )
      : t(
          'The results are in {format} format, so {names} are deleted and replaced by files such as {next}. Update any links to them.',
          values,
        );
  return (await vscode.window.showWarningMessage(text, replace)) === replace;
}

async function offerUndo(context: ReplaceContext, done: readonly Replacement[]): Promise<void> {
  const undo = t('Undo');
  const open = t('Open');
  const names = formatNames(
    done.map(({ now }) => nameOf(vscode.Uri.parse(now))),
    t,
  );
  const text = t('Replaced {names}.', { names });
  const chosen = await vscode.window.showInformationMessage(text, undo, open);
  if (chosen === undo) await undoReplacement(context, done);
  if (chosen === open)
    for (const { now } of done) await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(now));
}

/** @param step The replacement to undo; the latest if undefined. @returns Whether originals were restored. */
export async function undoReplacement(context: ReplaceContext, step?: readonly Replacement[]): Promise<boolean> {
  const steps = context.userState.replacements();
  const at = step ? steps.findLastIndex((one) => isSameStep(one, step)) : steps.length - 1;
  const found = steps[at];
  if (!found) {
    void vscode.window.showInformationMessage(t('Nothing to undo.'));
    return false;
  }
  if (!(await confirmLosingChanges(found))) return false;
  try {
    for (const replacement of [...found].reverse()) await restoreOriginal(context.easel, replacement);
  } catch (thrown) {
    void vscode.window.showErrorMessage(failureText(failureFrom(thrown)));
    return false;
  }
  await context.userState.saveReplacements(steps.filter((_, index) => index !== at));
  const names = formatNames(
    found.map(({ kept }) => kept.name),
    t,
  );
  void showNotice(t('Restored {names}.', { names }));
  return true;
}

/** Changes since the replacement aren't in the image store, so they would be lost. */
async function confirmLosingChanges(step: readonly Replacement[]): Promise<boolean> {
  const changed: string[] = [];
  for (const { now, written, kept } of step) {
    const uri = vscode.Uri.parse(now);
    const current = await readIfExists(uri);
    if (current && ![written, kept.hash].includes(hashOf(current))) changed.push(nameOf(uri));
  }
  if (changed.length === 0) return true;
  const restore = t('Restore');
  const text = t('{names} changed after the replacement. Restoring the original overwrites those changes.', {
    names: formatNames(changed, t),
  });
  return (await vscode.window.showWarningMessage(text, { modal: true }, restore)) === restore;
}

function isSameStep(one: readonly Replacement[], other: readonly Replacement[]): boolean {
  const key = (step: readonly Replacement[]): string =>
    step.map(({ original, imageId, kept }) => `${original} ${imageId} ${kept.hash}`).join('\n');
  return key(one) === key(other);
}
