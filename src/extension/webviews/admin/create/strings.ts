/** The strings of the page Create in the user's language; the page fills in placeholders such as `{name}`. */
import type { CreateStrings } from '../../../../shared/protocol/create';
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
  | 'createRemoveMask'
  | 'createUse';

function formWords(t: Translate): Omit<CreateStrings, ReferenceNames | `mask${string}`> {
  return {
    create: t('Create'),
    createGenerate: t('Generate'),
    createEdit: t('Edit Picture'),
    createPlaceholder: t('What should the picture show?'),
    createPlaceholderEdit: t('What should change?'),
    createTooLong: t('{length} characters; this model takes at most {max}.'),
    createResults: t('Results'),
    createEmpty: t('Describe a picture and press Ctrl+Enter: it appears here, and the next one beside it.'),
    createClear: t('Clear'),
    createClearTitle: t('Takes the results off this page; they stay in the history'),
    createOpenImage: t('Open {name}'),
  };
}

function referenceWords(t: Translate): Words<ReferenceNames> {
  return {
    createImages: t('Pictures to start from'),
    createImagesCount: t('{count} of {max}'),
    createDrop: t('Drop pictures here (hold Shift while you drop), or paste one.'),
    createTooBig: t('{name} is too large: {max} MB at most.'),
    createAdd: t('Add…'),
    createEarlier: t('Move Earlier'),
    createLater: t('Move Later'),
    createRemove: t('Remove {name}'),
    createFirst: t('The first picture is edited; the others are looked at.'),
    createOpenMask: t('Paint Mask…'),
    createRemoveMask: t('Remove the mask'),
    createUse: t('Use as Reference'),
  };
}

function maskWords(t: Translate): Words<`mask${string}`> {
  return {
    maskTitle: t('Paint what may change'),
    maskBrush: t('Brush (B)'),
    maskEraser: t('Eraser (E)'),
    maskRectangle: t('Rectangle (R)'),
    maskInvert: t('Invert (I)'),
    maskClear: t('Clear'),
    maskUndo: t('Undo'),
    maskRedo: t('Redo'),
    maskSize: t('Size ([ and ])'),
    maskFeather: t('Soft edge'),
    maskZoomIn: t('Zoom in (+)'),
    maskZoomOut: t('Zoom out (-)'),
    maskFit: t('Fit (0)'),
    maskHelp: t(
      'Red is what may change. Arrow keys move the cross, Enter paints there or sets the corners of a rectangle. Ctrl+wheel zooms, Space and drag moves.',
    ),
    maskUse: t('Use Mask'),
    maskCancel: t('Cancel'),
    maskEmpty: t('Nothing is painted yet.'),
    maskUnread: t(
      'This picture can not be shown: its file is gone or can not be read. Cancel, remove it from the pictures to start from, and add it again.',
    ),
    maskAt: t('{x}, {y}'),
  };
}
