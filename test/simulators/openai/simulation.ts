/** What all parts of the images simulator share. */
import type { FormFile } from '../wire';
import type { Tasks } from './tasks';

/** How the service wants jobs handed in and asked for. */
export type SimulatedDialect = 'sync' | 't8' | 'newapi' | 'sub2api' | 'grsai';

/** How pictures are given: in base64, by URL (whole, or a path alone), or by a path that only the key opens. */
export type Answers = 'b64' | 'b64-prefixed' | 'url' | 'relative' | 'content';

export interface OpenAiImagesOptions {
  /** 0 or left out: any free one. */
  port?: number;
  /** `sync` when left out. */
  dialect?: SimulatedDialect;
  /** Left out: `b64` for gpt-image models, else what was asked for as `response_format`. */
  answers?: Answers;
  /** The key that is good; `false`: none is asked for, as self-hosted servers do. `sk-simulator` when left out. */
  key?: string | false;
  /** Jobs that the account can pay for; without end when left out. */
  credit?: number;
  /** How long one picture takes. 0 or left out: at once. */
  secondsPerImage?: number;
  /** Milliseconds before every answer. */
  latency?: number;
  /** Several pictures as repeated `image` instead of `image[]`. */
  repeatedImage?: boolean;
  /** Models beyond the usual ones; they take what self-hosted servers take. */
  moreModels?: readonly string[];
  /** The service's words for states, instead of its dialect's own. */
  words?: Partial<Record<'waiting' | 'running' | 'done' | 'failed', string>>;
  /** Progress and the like as texts. */
  numbersAsTexts?: boolean;
  /** `data: []` beside the id of a receipt. */
  emptyListInReceipts?: boolean;
  /** Whether `?async=true` is known; true when left out. Without it the answer is the picture. */
  asyncKnown?: boolean;
  now?(): number;
}

export interface Simulation {
  options: OpenAiImagesOptions;
  dialect: SimulatedDialect;
  tasks: Tasks;
  /** Jobs left to be paid. */
  credit: number;
  /** Whole requests for work with the right key that kept all rules, by path. */
  received: Record<string, number>;
  /** Parameters that the service does not know. */
  unknownFields: string[];
  /** Finished pictures by file name. */
  files: Map<string, Uint8Array>;
  /** The files of every edit that kept all rules, in order. */
  edits: FormFile[][];
  /** Result URLs lead nowhere. */
  areFilesGone: boolean;
  /** Where the server can be reached; known once it listens. */
  url: string;
  now(): number;
}
