/** The calls and the strings of the page Create. It names input images by the hash of their bytes. */
import type { EntryView, JobLine } from '../views/entries';

export interface CreateApi {
  /** Everything that the form shows for a draft. */
  createForm(draft: CreateDraft): Promise<CreateForm>;
  /** Starts it and returns the IDs of the jobs; none if the user did not confirm or enter a key. */
  createStart(draft: CreateDraft, prompt: string): Promise<string[]>;
  /** Where jobs stand and what they made, in the order of the ids; ids that the history does not have are passed over. */
  createResults(jobIds: string[]): Promise<CreateResult[]>;
  /** Loads the request of an earlier job into the draft. */
  createLike(jobId: string): Promise<{ prompt: string; draft: CreateDraft }>;
  /** Prompts used before, newest first. */
  createPrompts(): Promise<string[]>;
  /** Asks the user for files. */
  createPick(): Promise<AddedImages>;
  /** Images of the history. */
  createFromHistory(imageIds: string[]): Promise<AddedImages>;
  /** Files that were dragged here out of the explorer: the one place where a page hands over URIs. Only of the workspace. */
  createFromFiles(uris: string[]): Promise<AddedImages>;
  /** The bytes of an image that was pasted, dropped or painted. */
  createFromBytes(bytes: Uint8Array, name: string): Promise<AddedImages>;
}

/** What the page has of an image to be made, beside its prompt. */
export interface CreateDraft {
  /** Left out: the one that was chosen last. */
  providerId?: string;
  /** Hashes, first the one that is edited. */
  references: string[];
  /** Hash of a PNG of the size of the first reference; alpha 0 marks what may change. */
  mask?: string;
  /** By the names of the fields, as typed; left out: what was chosen last. */
  values?: Record<string, string>;
  /** Job whose options of the provider's own go with it. */
  like?: string;
}

export interface CreateForm {
  kind: 'generate' | 'edit';
  providers: { id: string; name: string }[];
  /** Undefined: none can do it. */
  providerId?: string;
  fields: CreateField[];
  /** Characters. */
  promptLength?: number;
  references: ReferenceView[];
  /** How many of them the model takes; 0: it makes nothing out of images. */
  maxReferences: number;
  takesMask: boolean;
  /** What the button will do. */
  line: string;
  /** Worth knowing, and no hindrance. */
  note?: string;
  /** Why it can't be started as it is. */
  problem?: string;
}

/** A parameter that the model has. */
export interface CreateField {
  name: string;
  kind: 'list' | 'number' | 'text' | 'size';
  label: string;
  help?: string;
  /** What is taken, in words. */
  limit?: string;
  /** As typed; empty: left to the model. */
  value: string;
  /** What empty means. */
  unset: string;
  wrong?: string;
  /** Only if there is a list to choose from. */
  options?: { value: string; label: string }[];
}

export interface ReferenceView {
  hash: string;
  name: string;
  width: number;
  height: number;
  url: string;
}

/** What became of images that were to be added. */
export interface AddedImages {
  hashes: string[];
  /** Which are left out, and why. */
  problem?: string;
}

export interface CreateResult {
  job: JobLine;
  images: (NonNullable<EntryView['image']> & { imageId: string })[];
}

export interface CreateStrings {
  create: string;
  createGenerate: string;
  createEdit: string;
  createPlaceholder: string;
  createPlaceholderEdit: string;
  /** `{length}`, `{max}` */
  createTooLong: string;
  createImages: string;
  /** `{count}`, `{max}` */
  createImagesCount: string;
  createDrop: string;
  /** `{name}`, `{max}` in megabytes */
  createTooBig: string;
  createAdd: string;
  createEarlier: string;
  createLater: string;
  /** `{name}` */
  createRemove: string;
  createFirst: string;
  createResults: string;
  createEmpty: string;
  createUse: string;
  createClear: string;
  createClearTitle: string;
  /** `{name}` */
  createOpenImage: string;
  createOpenMask: string;
  createRemoveMask: string;
  maskTitle: string;
  maskBrush: string;
  maskEraser: string;
  maskRectangle: string;
  maskInvert: string;
  maskClear: string;
  maskUndo: string;
  maskRedo: string;
  maskSize: string;
  maskFeather: string;
  maskZoomIn: string;
  maskZoomOut: string;
  maskFit: string;
  maskHelp: string;
  maskUse: string;
  maskCancel: string;
  maskEmpty: string;
  maskUnread: string;
  /** `{x}`, `{y}` in pixels */
  maskAt: string;
}
