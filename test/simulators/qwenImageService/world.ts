import type { QwenImageServiceOptions } from '../qwenImageService';
import type { Accounts } from './accounts';
import type { Tasks } from './tasks';

/** Everything that the routes share. */
export interface World {
  readonly options: QwenImageServiceOptions;
  now(): number;
  readonly accounts: Accounts;
  readonly tasks: Tasks;
  authEnabled: boolean;
  modelLoaded: boolean;
  readonly received: Record<string, number>;
  readonly unknownFields: string[];
}
