/** The state that all parts of the simulator share. */
import type { FormFile } from '../wire';
import type { Tasks } from './tasks';

/** How jobs are submitted and polled. */
export type SimulatedDialect = 'sync' | 't8' | 'newapi' | 'sub2api' | 'grsai';

/** How images are returned: in base64, by an absolute or relative URL, or by a path that needs the key. */
export type Answers = 'b64' | 'b64-prefixed' | 'url' | 'relative' | 'content';

export interface OpenAiImagesOptions {
  /** 0 or left out: any free one. */
  port?: number;
  /** `sync` when left out. */
  dialect?: SimulatedDialect;
  /** Left out: `b64` for gpt-image models, else the requested `response_format`. */
  answers?: Answers;
  /** The valid key; `false`: none is needed, as for self-hosted servers. `sk-simulator` when left out. */
  key?: string | false;
  /** Number of jobs that the account can pay for; unlimited when left out. */
  credit?: number;
  /** Seconds per image; 0 when left out. */
  secondsPerImage?: number;
  /** Milliseconds before every answer. */
  latency?: number;
  /** Several images are sent as repeated `image` instead of `image[]`. */
  repeatedImage?: boolean;
  /** Further models, with the parameters of self-hosted servers. */
  moreModels?: readonly string[];
  /** Words for states, instead of those of the dialect. */
  words?: Partial<Record<'waiting' | 'running' | 'done' | 'failed', string>>;
  /** Numbers such as the progress are texts. */
  numbersAsTexts?: boolean;
  /** `data: []` beside the id of a receipt. */
  emptyListInReceipts?: boolean;
  /** Whether `?async=true` is supported; true when left out. Otherwise the answer is the image. */
  asyncKnown?: boolean;
  now?(): number;
}

export interface Simulation {
  options: OpenAiImagesOptions;
  dialect: SimulatedDialect;
  tasks: Tasks;
  /** Jobs left to be paid. */
  credit: number;
  /** Valid submits with the right key, by path. */
  received: Record<string, number>;
  /** Unknown parameters. */
  unknownFields: string[];
  /** Finished images by file name. */
  files: Map<string, Uint8Array>;
  /** The files of every valid edit, in order. */
  edits: FormFile[][];
  /** Result URLs don't work. */
  areFilesGone: boolean;
  /** The server's URL; set once it listens. */
  url: string;
  now(): number;
}
