/** The calls and the strings of the page Create. It names input images by the hash of their bytes. */
import type { EntryView, JobLine } from '../views/entries';

export interface CreateApi {
  /** Everything that the form shows for a draft. */
  createForm(draft: CreateDraft): Promise<CreateForm>;
  /** Starts it and returns the IDs of the jobs; none if the user did not confirm or enter a key. */
  createStart(draft: CreateDraft, prompt: string): Promise<string[]>;
  /** The jobs and their images, in the order of the IDs; unknown IDs are skipped. */
  createResults(jobIds: string[]): Promise<CreateResult[]>;
  /** Asks for the key or password that a provider lacks. */
  createSetSecret(providerId: string): Promise<void>;
  /** Loads the request of an earlier job into the draft. */
  createLike(jobId: string): Promise<{ prompt: string; draft: CreateDraft }>;
  /** Prompts used before, newest first. */
  createPrompts(): Promise<string[]>;
  /** Asks the user for files. */
  createPick(): Promise<AddedImages>;
  /** Images of the history. */
  createFromHistory(imageIds: string[]): Promise<AddedImages>;
  /** Files dragged from the Explorer, only of the workspace. The only call that passes URIs. */
  createFromFiles(uris: string[]): Promise<AddedImages>;
  /** The bytes of an image that was pasted, dropped or painted. */
  createFromBytes(bytes: Uint8Array, name: string): Promise<AddedImages>;
}

/** The page's state of a new image, without its prompt. */
export interface CreateDraft {
  /** Left out: the last chosen one. */
  providerId?: string;
  /** Hashes; the first is the image to edit. */
  references: string[];
  /** Hash of a PNG of the size of the first reference; alpha 0 marks what may change. */
  mask?: string;
  /** Typed values by field name; left out: the last choices. */
  values?: Record<string, string>;
  /** ID of a job whose provider options are reused. */
  like?: string;
}

/** A provider, with the values of its parameters if they aren't the ones chosen last. */
export interface CreateTarget {
  providerId: string;
  values?: Record<string, string>;
}

export interface CreateForm {
  kind: 'generate' | 'edit';
  providers: { id: string; name: string }[];
  /** Undefined if none supports the request. */
  providerId?: string;
  fields: CreateField[];
  /** Characters. */
  promptLength?: number;
  references: ReferenceView[];
  /** Maximum of the model; 0: it doesn't use input images. */
  maxReferences: number;
  takesMask: boolean;
  /** The draft has a mask that the model doesn't support. */
  unusedMask?: {
    warning: string;
    /** What does support it, and the label of the button that chooses it; left out if nothing does. */
    use?: { label: string; target: CreateTarget };
  };
  /** Describes what the button will do. */
  line: string;
  /** A hint that doesn't prevent starting. */
  note?: string;
  /** Why it can't be started as it is. */
  problem?: string;
  /** The chosen provider lacks its key or password. */
  missingSecret?: {
    warning: string;
    /** Label of the button that asks for it. */
    button: string;
  };
}

/** A parameter that the model has. */
export interface CreateField {
  name: string;
  kind: 'list' | 'number' | 'text' | 'size';
  label: string;
  help?: string;
  /** Describes the accepted values. */
  limit?: string;
  /** As typed; empty: left to the model. */
  value: string;
  /** Describes the default that applies when empty. */
  unset: string;
  error?: string;
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

/** The result of adding images. */
export interface AddedImages {
  hashes: string[];
  /** Which were omitted, and why. */
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
  createMask: string;
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
