/** What the engine needs from outside. The host gives it VS Code's; tests give it their own. */

export interface Disposable {
  dispose(): void;
}

/** Levels as in VS Code's log channel. Never give it a prompt, a key, a token or a body. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms` milliseconds, unless disposed before. */
  after(ms: number, callback: () => void): Disposable;
}

/** A keyed store for keys, passwords and tokens; encrypted by the host. */
export interface Secrets {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface OutputSettings {
  /** Folder for new pictures: relative to the workspace folder, or an absolute path. */
  folder: string;
  /** Template of the file name without extension, see `images/names.ts`. */
  fileName: string;
}

export interface WebhookSettings {
  /** Port on 127.0.0.1; 0 for any free one. */
  port: number;
  /** Where the internet reaches that port; left out: services are not asked to call back. */
  publicUrl?: string;
}

/** The raw settings as the person wrote them; the engine parses them itself and reports what is wrong. */
export interface Settings {
  /** The value of `easel.providers`, unparsed. */
  providers(): unknown;
  output(): OutputSettings;
  /** Where callbacks of services are received; undefined (the default): nowhere. */
  webhook(): WebhookSettings | undefined;
  /** The values of `easel.prices` and `easel.spending.*`, unparsed; left out: no price is known, nothing is capped. */
  money?(): { prices: unknown; caps: unknown; atCap: unknown; timeZone: unknown };
  /** Bytes that the vault may grow to before a person is asked to clean up; left out: any. */
  storageLimit?(): number | undefined;
  /** Called after any of `easel.*` changed. */
  onChange(listener: () => void): Disposable;
}

/** Folders and files of the workspace, by URI, so that remote and virtual workspaces work alike. */
export interface WorkspaceFiles {
  /** URIs of the open workspace folders. */
  folders(): string[];
  /** Resolves a folder setting against a workspace folder: `("file:///w", "images")` gives `file:///w/images`. */
  resolve(folder: string, relative: string): string;
  /** True when nothing stands at `folder/name`. */
  isFree(folder: string, name: string): Promise<boolean>;
  /**
   * Writes a new file and makes its folder when needed; gives the file's URI.
   * @throws EaselError `storage` (`read-only`, `disk-full`, `no-folder`); never overwrites: `{kind:'storage', code:'exists'}`.
   */
  writeNew(folder: string, name: string, bytes: Uint8Array): Promise<string>;
  /**
   * Takes up a write of ours that was cut off. When the file holds the bytes, or the beginning of them, it holds all of them
   * afterwards and its URI is given; undefined when nothing stands there, or something else, which is left as it is.
   */
  complete(folder: string, name: string, bytes: Uint8Array): Promise<string | undefined>;
}

/** Files that are shipped with the extension, by path below `media/`. */
export interface Assets {
  read(path: string): Promise<Uint8Array>;
}

/** Types that pictures can be converted to. */
export type ConvertedType = 'image/png' | 'image/jpeg' | 'image/webp';

export interface ConvertOptions {
  to: ConvertedType;
  /** Instead of `to`, for a picture in which nothing is transparent. */
  toWhenOpaque?: ConvertedType;
  /** Pixels of the longer side; what is larger is made smaller, what is smaller stays as it is. */
  maxSide?: number;
  /** Width times height. */
  maxPixels?: number;
  /** Most bytes of the file: the quality falls for it, then the picture gets smaller. */
  maxBytes?: number;
  /** True: gives up instead of making it smaller than the other limits make it. */
  keepSize?: boolean;
  /** Exactly this size, in pixels, whatever the shape is; for masks. */
  size?: { width: number; height: number };
  /** 1 to 100, to begin with; left out: 90. PNG has none. */
  quality?: number;
}

export interface Converted {
  bytes: Uint8Array;
  mimeType: ConvertedType;
  /** Pixels, upright: an orientation in the metadata is done. */
  width: number;
  height: number;
  /** True when something transparent was laid on white. */
  flattened: boolean;
  /** What of an SVG was left out: `script`, `link`. */
  dropped: string[];
}

/** Work on pixels, done in workers that start on first use. */
export interface Codec {
  /**
   * Draws a picture of our own.
   * @param order A `SketchOrder` (`src/sketch/compose.ts`), plain data.
   * @returns Bytes of a PNG.
   */
  draw(order: object): Promise<Uint8Array>;
  /**
   * Makes another file of a picture: PNG, JPEG, WebP, AVIF, GIF (its first frame), BMP, or SVG (only what draws).
   * Metadata is not carried over.
   * @throws EaselError `bad-request`: `not-an-image` for what can not be read, or is too large to be; `image-too-big` when it
   * can not be brought below `maxBytes`. `internal` when the worker failed or took too long.
   */
  convert(bytes: Uint8Array, options: ConvertOptions): Promise<Converted>;
}
