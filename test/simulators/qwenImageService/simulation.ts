import type { QwenImageServiceOptions } from './';
import type { Accounts } from './accounts';
import type { Tasks } from './tasks';

/** The state that the routes share. */
export interface Simulation {
  readonly options: QwenImageServiceOptions;
  now(): number;
  readonly accounts: Accounts;
  readonly tasks: Tasks;
  authEnabled: boolean;
  modelLoaded: boolean;
  readonly received: Record<string, number>;
  readonly unknownFields: string[];
}
