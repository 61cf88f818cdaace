/** Everything that the jobs need around them, in one object, so that each part can be tried with parts of a test's own. */
import type { Failure } from '../../../shared/model/failure';
import type { JobKind, Warning } from '../../../shared/model/jobs';
import type { ConfiguredProvider, ProviderSource } from '../../domain/configuredProvider';
import type { Job } from '../../domain/job';
import type { SpendingRules } from '../../spending/spending';
import type { Cooldown } from './cooldown';
import type { Previews } from './previews';
import type { Clock, Disposable, Log, WorkspaceFiles } from '../../../shared/platform/ports';
import type { KindLimits } from '../../../providers/contract/model';
import type { ProviderContext } from '../../../providers/contract/context';
import type { ImageRecords, JobStore, StoredImageFacts, LeaseStore, ImageStore } from '../../domain/stores';

export interface JobContext {
  jobs: JobStore;
  images: ImageRecords;
  lease: LeaseStore;
  cooldown: Cooldown;
  previews: Previews;
  spending: SpendingRules;
  imageStore: ImageStore;
  files: WorkspaceFiles;
  clock: Clock;
  log: Log;
  windowId: string;
  /** This window's name, and whether another one is surely gone. */
  self: { name: string; isGone(name: string): boolean };
  /** @throws EaselError `settings` `provider-unknown`. */
  configured(providerId: string): ConfiguredProvider;
  context(configured: ProviderSource, signal: AbortSignal): ProviderContext;
  limits(configured: ConfiguredProvider, kind: JobKind, model?: string): KindLimits | undefined;
  /** Opens a result URL; the only way by which one is opened. */
  download(url: string, configured: ConfiguredProvider, signal: AbortSignal): Promise<Uint8Array>;
  /** Whether this machine has a network at all. */
  isOnline(): Promise<boolean>;
  /** What of the picture is not as asked. */
  compare(job: Job, image: StoredImageFacts): Warning[];
  /** Stem of the file names of a job's pictures. */
  stem(job: Job): string;
  /** This window begins, or ceases, to run the jobs. */
  holdingChanged(isHolding: boolean): void;
  /** Tells this window's views that a job changed; never throws. */
  changed(jobId: string): void;
  /** Tells the person that something worth money can not be written down for now; it is tried on. */
  storageRefused(failure: Failure): void;
}

/** Waits `ms` milliseconds; ends early, without an error, when the signal aborts. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    let timer: Disposable | undefined = undefined;
    const end = (): void => {
      signal.removeEventListener('abort', end);
      timer?.dispose();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    timer = clock.after(ms, end);
  });
}
