/** A mistake in a list of the settings; the entry is left out, the others stay in use. */
export interface SettingProblem {
  /** Without `easel.`; left out: `providers`. */
  setting?: 'prices' | 'spending.caps' | 'spending.timeZone';
  /** 0-based index of the entry; left out when the whole value is wrong. */
  index?: number;
  /** `sites.china` and the like; left out when the entry as a whole is wrong. */
  field?: string;
  problem:
    | 'not-a-list'
    | 'not-an-object'
    | 'duplicate-id'
    | 'unknown-type'
    | 'not-a-url'
    | 'scheme'
    | 'wrong-type'
    | 'out-of-range'
    | 'unknown-field'
    /** Sets the number of images, from which caps are computed. */
    | 'count-field'
    | 'missing';
  /** The wrong value, cut to 60 characters; never a value of a field that may hold a key. */
  value?: string;
  /** An example, or the values that are allowed. */
  expected?: string;
  /** What the value must be; goes before `expected`. */
  rule?: ValueRule;
}

/** What a value in the settings must be. */
export type ValueRule =
  | { kind: 'text' | 'flag' | 'list' | 'object' | 'url' | 'name' | 'format' }
  /** Text, a number, or true or false. */
  | { kind: 'simple' }
  | { kind: 'number' | 'whole'; min?: number; max?: number }
  /** As they are written in JSON. */
  | { kind: 'one-of'; values: readonly string[] }
  /** Characters of a text. */
  | { kind: 'length'; min: number; max?: number }
  /** Entries of a list. */
  | { kind: 'items'; max: number }
  | { kind: 'example'; example: string };
