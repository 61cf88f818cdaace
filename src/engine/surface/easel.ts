/**
 * The engine as commands, webviews, chat tools and other extensions use it, by subject. Errors are thrown as `EaselError`;
 * what happens to a job after its start is reported by events.
 */
import type { Disposable } from '../../shared/platform/ports';
import type { EaselEvent } from '../../shared/protocol/connection/events';
import type { EaselHistory } from './history';
import type { EaselImages } from './images';
import type { EaselJobs } from './jobs';
import type { EaselProviders } from './providers';
import type { EaselSpending } from './spending';

export interface Easel {
  jobs: EaselJobs;
  history: EaselHistory;
  images: EaselImages;
  providers: EaselProviders;
  spending: EaselSpending;
  onEvent(listener: (event: EaselEvent) => void): Disposable;
  /** Finishes what is being written. Running jobs continue at their providers and are resumed at the next start. */
  dispose(): Promise<void>;
}
