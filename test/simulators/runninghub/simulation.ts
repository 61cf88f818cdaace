/** What the parts of the RunningHub simulator share. */
import type { Tasks } from './tasks';
import type { Uploads } from './uploads';

/** `NORMAL`: a personal key; the others belong to an enterprise account and may call models. */
export type KeyType = 'NORMAL' | 'SHARED' | 'EXCLUSIVE';

export interface SimulatedKey {
  key: string;
  type: KeyType;
  money: number;
  coins: number;
  /** Tasks that may be under way at the same time. */
  limit: number;
  /** Personal keys need a paid membership. */
  member: boolean;
}

/** The next calls of a path get this in the service's own wrapping. */
export interface Refusal {
  path: RegExp;
  code: number | string;
  msg: string;
  times: number;
  /** The task is created nevertheless. */
  handled: boolean;
}

/** Ways in which servers of the service are known to differ. */
export interface Dialect {
  /** Ids as bare numbers of 19 digits. */
  numericIds?: boolean;
  /** Codes are texts (`"0"`), and 200 instead of 0. */
  successCode?: number | string;
  /** Other words for the states. */
  words?: Partial<Record<TaskWord, string>>;
  /** The outputs call answers code 0, and has the state only in its message. */
  stateInMessage?: boolean;
  /** v1 omits the reason of a failure, or writes it as JSON text. */
  failedReason?: 'absent' | 'text';
  /** Results named otherwise than `url`. */
  urlName?: string;
  /** Both generations of the query are there, or only one. */
  without?: 'v2' | 'v1';
  /** The path that other people's documents name: GET …/status/{taskId}. */
  seedStatusPath?: boolean;
}

export type TaskWord = 'QUEUED' | 'RUNNING' | 'SUCCESS' | 'FAILED' | 'CANCEL';

export interface Simulation {
  site: 'cn' | 'ai';
  url(): string;
  now(): number;
  keys: SimulatedKey[];
  tasks: Tasks;
  uploads: Uploads;
  dialect: Dialect;
  refusals: Refusal[];
  /** Whole calls for work that came with a good key, by path. */
  received: Record<string, number>;
  /** Members that the service does not know. */
  unknownFields: string[];
  /** Bodies of calls for work, as they came. */
  bodies: string[];
}

export function takeRefusal(simulation: Simulation, path: string): Refusal | undefined {
  const index = simulation.refusals.findIndex((refusal) => refusal.path.test(path));
  const found = simulation.refusals[index];
  if (!found) return undefined;
  found.times -= 1;
  if (found.times <= 0) simulation.refusals.splice(index, 1);
  return found;
}
