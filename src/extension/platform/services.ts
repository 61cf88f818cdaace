/** What commands, tools and webviews share. */
import type * as vscode from 'vscode';
import type { Clock } from '../../shared/platform/ports';
import type { AdminRoute } from '../../shared/protocol/pages/adminRoute';
import type { Engine } from './engine/engine';
import type { UserState } from './userState';
import type { DocumentAnchor } from './documents/documentAnchor';

export interface JobFollower {
  /**
   * Shows the progress of jobs and then their outcome.
   * @param anchor Where the images may be inserted; the follower disposes it.
   */
  follow(jobIds: readonly string[], anchor?: DocumentAnchor): Promise<void>;
  /** Starts a job's request again and follows it. */
  regenerate(jobId: string, anchor?: DocumentAnchor): Promise<void>;
  dispose(): void;
}

/** Shows the images of jobs side by side to choose from; the chosen one is inserted at the anchor. */
export type ShowImages = (jobIds: readonly string[], anchor?: DocumentAnchor) => Promise<void>;

/** What every command gets: the engine, which opens on first use, and the services of the window. */
export interface ExtensionServices {
  readonly engine: Engine;
  readonly userState: UserState;
  readonly jobFollower: JobFollower;
  readonly log: vscode.LogOutputChannel;
  readonly clock: Clock;
  readonly showImages: ShowImages;
  /** Opens the admin page or reveals it. */
  readonly showAdmin: (wanted?: AdminRoute) => Promise<void>;
}
