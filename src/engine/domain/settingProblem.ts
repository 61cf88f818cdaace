/** A mistake in a list of the settings; the entry is left out, the others go on working. */
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
    | 'missing';
  /** What stands there, cut to 60 characters; never a value of a field that may hold a key. */
  value?: string;
  expected?: string;
}
