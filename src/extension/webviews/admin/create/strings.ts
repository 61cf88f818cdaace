/** The strings of the page Create in the user's language; the page fills in placeholders such as `{name}`. */
import type { CreateStrings } from '../../../../shared/protocol/pages/create';
import type { Translate } from '../../../../shared/format/translate';

export function createStrings(t: Translate): CreateStrings {
  return { ...formWords(t), ...referenceWords(t), ...maskWords(t) };
}

type Words<Part extends string> = Pick<CreateStrings, Extract<keyof CreateStrings, Part>>;

type ReferenceNames =
  | 'createImages'
  | 'createImagesCount'
  | 'createDrop'
  | 'createTooBig'
  | 'createAdd'
  | 'createEarlier'
  | 'createLater'
  | 'createRemove'
  | 'createFirst'
  | 'createOpenMask'
  | 'createMask'
  | 'createRemoveMask'
  | 'createUse';

function formWords(t: Translate): Omit<CreateStrings, ReferenceNames | `mask${string}`> {
  return {
    create: t('Create'),
    createGenerate: t('Generate'),
    createEdit: t('Edit Image'),
    createPlaceholder: t('Describe the image you want'),
    createPlaceholderEdit: t('Describe what to change'),
    createTooLong: t('The prompt has {length} characters. This model accepts up to {max}.'),
    createResults: t('Results'),
    createEmpty: t('Describe an image and press Ctrl+Enter. Results appear here.'),
    createClear: t('Clear'),
    createClearTitle: t('Clear results (kept in the history)'),
    createOpenImage: t('Open {name}'),
  };
}

function referenceWords(t: Translate): Words<ReferenceNames> {
  return {
    createImages: t('Input images'),
    createImagesCount: t('{count} of {max}'),
    createDrop: t('Drop images here (hold Shift while dropping), or paste one.'),
    createTooBig: t('{name} is too large. The maximum is {max} MB.'),
    createAdd: t('Add…'),
    createEarlier: t('Move Earlier'),
    createLater: t('Move Later'),
    createRemove: t('Remove {name}'),
    createFirst: t('The first image is edited. The others are references.'),
    createOpenMask: t('Paint Mask…'),
    createMask: t('Mask'),
    createRemoveMask: t('Remove Mask'),
    createUse: t('Use as Reference'),
  };
}

function maskWords(t: Translate): Words<`mask${string}`> {
  return {
    maskTitle: t('Paint the area to change'),
    maskBrush: t('Brush (B)'),
    maskEraser: t('Eraser (E)'),
    maskRectangle: t('Rectangle (R)'),
    maskInvert: t('Invert (I)'),
    maskClear: t('Clear'),
    maskUndo: t('Undo'),
    maskRedo: t('Redo'),
    maskSize: t('Size ([ and ])'),
    maskFeather: t('Feather'),
    maskZoomIn: t('Zoom In (+)'),
    maskZoomOut: t('Zoom Out (-)'),
    maskFit: t('Fit (0)'),
    maskHelp: t(
      "Paint the area to change; it's shown in red. Arrow keys move the crosshair, and Enter paints or sets a rectangle corner. Ctrl+wheel zooms, and Space+drag pans.",
    ),
    maskUse: t('Use Mask'),
    maskCancel: t('Cancel'),
    maskEmpty: t('Nothing painted yet.'),
    maskUnread: t(
      "Can't show this image. The file is missing or unreadable. Remove it from the input images and add it again.",
    ),
    maskAt: t('{x}, {y}'),
  };
}
