/** What the commands share. */
import type * as vscode from 'vscode';
import type { Clock } from '../../shared/platform/ports';
import type { AdminTarget } from '../../shared/protocol/adminRoute';
import type { Engine } from './engine';
import type { UserState } from './userState';
import type { Place } from './documentAnchor';

export interface JobFollower {
  /**
   * Waits for jobs before the person's eyes and tells what became of them.
   * @param place Where the images may be inserted; it belongs to the waiting from here on.
   */
  follow(jobIds: readonly string[], place?: Place): Promise<void>;
  /** Starts a job's request once more and follows it. */
  again(jobId: string, place?: Place): Promise<void>;
  dispose(): void;
}

/** Shows the images of jobs side by side, to pick from; a picked one goes to the place. */
export type ShowImages = (jobIds: readonly string[], place?: Place) => Promise<void>;

/** What every command is given: the engine behind its lazy gate, and the pieces of the window. */
export interface ExtensionServices {
  readonly engine: Engine;
  readonly userState: UserState;
  readonly jobFollower: JobFollower;
  readonly log: vscode.LogOutputChannel;
  readonly clock: Clock;
  readonly showImages: ShowImages;
  /** Opens the admin page, or comes back to it. */
  readonly showAdmin: (wanted?: AdminTarget) => Promise<void>;
}
