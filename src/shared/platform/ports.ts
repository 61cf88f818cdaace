/** What the engine needs from its host. The extension implements it with VS Code's API, tests with their own. */

export interface Disposable {
  dispose(): void;
}

/** Levels of VS Code's log channel. Never pass a prompt, a key, a token or a body. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface Clock {
  /** Milliseconds since 1970. Setting the clock of the machine changes it in either direction. */
  now(): number;
  /** Milliseconds since an arbitrary start, which setting the clock of the machine does not change. */
  monotonic(): number;
  /** Calls back once after `ms` milliseconds, unless disposed earlier. */
  after(ms: number, callback: () => void): Disposable;
}

/** Storage for keys, passwords and tokens; encrypted by the host. */
export interface Secrets {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Calls the listener when any window changed a secret. */
  onChange?(listener: () => void): Disposable;
}

export interface OutputSettings {
  /** Folder for new images: relative to the workspace folder, or an absolute path. */
  folder: string;
  /** Template of the file name without extension, see `engine/domain/fileNames.ts`. */
  fileName: string;
}

export interface WebhookSettings {
  /** Port on 127.0.0.1; 0 for any free one. */
  port: number;
  /** Address at which the internet reaches that port; left out: services are not asked to call back. */
  publicUrl?: string;
}

/** The settings as the user wrote them; the engine parses them and reports problems. */
export interface Settings {
  /** The value of `easel.providers`, unparsed. */
  providers(): unknown;
  output(): OutputSettings;
  /** Where callbacks of services are received; undefined (the default): they are not. */
  webhook(): WebhookSettings | undefined;
  /** The values of `easel.prices` and `easel.spending.*`, unparsed; left out: no prices and no caps. */
  money?(): { prices: unknown; caps: unknown; atCap: unknown; timeZone: unknown };
  /** Whether input images are sent with their metadata; left out: without. */
  keepMetadata?(): boolean;
  /** Size of the image store, in bytes, above which the user is asked to clean up; left out: no limit. */
  storageLimit?(): number | undefined;
  /** Called after any of `easel.*` changed. */
  onChange(listener: () => void): Disposable;
}

/** Folders and files of the workspace, by URI, so that remote and virtual workspaces work too. */
export interface WorkspaceFiles {
  /** URIs of the open workspace folders. */
  folders(): string[];
  /** Resolves a folder setting against a workspace folder: `("file:///w", "images")` gives `file:///w/images`. */
  resolve(folder: string, relative: string): string;
  /** True when `folder/name` does not exist. */
  isFree(folder: string, name: string): Promise<boolean>;
  /**
   * Writes a new file, creates its folder if necessary, and gives the file's URI. Never overwrites.
   * @throws EaselError `storage` (`read-only`, `disk-full`, `no-folder`; code `exists` if the file exists).
   */
  writeNew(folder: string, name: string, bytes: Uint8Array): Promise<string>;
  /**
   * Completes an interrupted write. If the file has these bytes, or starts with a part of them, it has all of them
   * afterwards and its URI is returned; undefined if there is no file, or another one, which is left unchanged.
   */
  complete(folder: string, name: string, bytes: Uint8Array): Promise<string | undefined>;
}

/** Files shipped with the extension, by path below `media/`. */
export interface Assets {
  read(path: string): Promise<Uint8Array>;
}

/** Types that images can be converted to. */
export type ConvertedType = 'image/png' | 'image/jpeg' | 'image/webp';

export interface ConvertOptions {
  to: ConvertedType;
  /** Instead of `to`, for an image without transparency. */
  toWhenOpaque?: ConvertedType;
  /** Pixels of the longer side. Larger images are scaled down, smaller ones are not scaled up. */
  maxSide?: number;
  /** Width times height. */
  maxPixels?: number;
  /** Maximum bytes of the file: first the quality is lowered, then the size. */
  maxBytes?: number;
  /** True: fails instead of scaling below what the other limits require. */
  keepSize?: boolean;
  /** Exactly this size in pixels, whatever the ratio; for masks. */
  size?: { width: number; height: number };
  /** Initial quality, 1 to 100; left out: 90. PNG has none. */
  quality?: number;
}

export interface Converted {
  bytes: Uint8Array;
  mimeType: ConvertedType;
  /** Pixels, after applying the orientation in the metadata. */
  width: number;
  height: number;
  /** True when transparency was replaced with white. */
  flattened: boolean;
  /** What was removed from an SVG: `script`, `link`. */
  dropped: string[];
}

/** Image processing in worker threads, which start on first use. */
export interface Codec {
  /**
   * Draws an image.
   * @param order What the provider `sketch` composes it from, plain data.
   * @returns Bytes of a PNG.
   */
  draw(order: object): Promise<Uint8Array>;
  /**
   * Converts an image: PNG, JPEG, WebP, AVIF, GIF (its first frame), BMP, or SVG (only what draws). Metadata is not
   * copied.
   * @throws EaselError `bad-request`: `not-an-image` for what can't be decoded or is too large; `image-too-big` when it
   * can't be made smaller than `maxBytes`. `internal` when the worker failed or took too long.
   */
  convert(bytes: Uint8Array, options: ConvertOptions): Promise<Converted>;
}
