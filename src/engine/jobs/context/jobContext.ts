/** What running a job needs from the rest of the engine, as one object: tests replace its members. */
import type { Failure } from '../../../shared/model/failure';
import type { JobKind, Warning } from '../../../shared/model/jobs';
import type { ConfiguredProvider, ProviderSource } from '../../domain/configuredProvider';
import type { Job } from '../../domain/job';
import type { SpendingRules } from '../../spending/spending';
import type { Cooldown } from './cooldown';
import type { HostCheck } from './hostCheck';
import type { Previews } from './previews';
import type { SubmitTimes } from './submitTimes';
import type { Clock, Log, WorkspaceFiles } from '../../../shared/platform/ports';
import type { KindLimits } from '../../../providers/contract/model';
import type { ProviderContext } from '../../../providers/contract/context';
import type { ImageRecords, JobStore, StoredImageFacts, LeaseStore, ImageStore } from '../../domain/stores';

export interface JobContext {
  jobs: JobStore;
  images: ImageRecords;
  lease: LeaseStore;
  cooldown: Cooldown;
  host: HostCheck;
  previews: Previews;
  submitTimes: SubmitTimes;
  spending: SpendingRules;
  imageStore: ImageStore;
  files: WorkspaceFiles;
  clock: Clock;
  log: Log;
  windowId: string;
  /** This window's name, and whether the window of another name has certainly ended. */
  self: { name: string; isGone(name: string): boolean };
  /** The schema of a newer Easel that migrated the database meanwhile; undefined as long as it is this one's. */
  newerSchema(): number | undefined;
  /** @throws EaselError `settings` `provider-unknown`. */
  configured(providerId: string): ConfiguredProvider;
  /** Whether a secret that the configuration needs is known to be missing. */
  lacksSecret(providerId: string): boolean;
  context(configured: ProviderSource, signal: AbortSignal): ProviderContext;
  limits(configured: ConfiguredProvider, kind: JobKind, model?: string): KindLimits | undefined;
  /** Downloads a result URL. Nothing else opens one. @param limits.maxBytes Left out: 64 MB. */
  download(
    url: string,
    configured: ConfiguredProvider,
    limits: { signal: AbortSignal; maxBytes?: number | undefined },
  ): Promise<Uint8Array>;
  /** Whether this machine has a network at all. */
  isOnline(): Promise<boolean>;
  /** Warnings for everything about the image that differs from the request. */
  compare(job: Job, image: StoredImageFacts): Warning[];
  /** Stem of the file names of a job's images. */
  stem(job: Job): string;
  /** Called when this window took or lost the lease, which lets it run jobs. */
  leaseChanged(holds: boolean): void;
  /** Reports to this window's views that a job changed; never throws. */
  changed(jobId: string): void;
  /** Reports to the user that a result which was paid for can't be written for now; writing is retried. */
  storageRefused(failure: Failure): void;
}
