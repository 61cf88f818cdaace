/** What the commands share. */
import type * as vscode from 'vscode';
import type { Clock } from '../../shared/platform/ports';
import type { AdminTarget } from '../../shared/protocol/adminRoute';
import type { Engine } from './engine';
import type { UserState } from './userState';
import type { DocumentAnchor } from './documentAnchor';

export interface JobFollower {
  /**
   * Waits for jobs before the person's eyes and tells what became of them.
   * @param place Where the pictures may be inserted; it belongs to the waiting from here on.
   */
  follow(jobIds: readonly string[], place?: DocumentAnchor): Promise<void>;
  /** Starts a job's request once more and follows it. */
  again(jobId: string, place?: DocumentAnchor): Promise<void>;
  dispose(): void;
}

/** Shows the pictures of jobs side by side, to pick from; a picked one goes to the place. */
export type ShowImages = (jobIds: readonly string[], place?: DocumentAnchor) => Promise<void>;

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
