/** What several pages show: images, entries and jobs. */
import type { Requested } from '../../model/comparison';
import type { ImageView, JobState } from '../../model/jobs';

/** An image as the page shows it. */
export interface ImageItem extends Pick<
  ImageView,
  'id' | 'prompt' | 'fileName' | 'mimeType' | 'size' | 'width' | 'height' | 'hasAlpha'
> {
  /** Where the page loads its bytes from. */
  url: string;
  requested: Requested;
}

/** An image of the history, or a job that ended without one. */
export interface EntryView {
  /** The image's ID, or the job's if it has no image. */
  id: string;
  jobId: string;
  imageId?: string;
  prompt: string;
  state: JobState;
  stateLabel: string;
  providerName: string;
  createdAt: number;
  favorite: boolean;
  /** Left out for a job without an image. */
  image?: { width: number; height: number; hasAlpha: boolean; fileName: string; url: string };
  /** Why there is no image. */
  reason?: string;
}

/** A fact of an entry in the user's language. */
export interface Fact {
  name: string;
  value: string;
}

/** A suggested action after a failure: the host's name for it, and its label. */
export interface NextStep {
  action: string;
  label: string;
}

/** `giveUp`: stops waiting, whatever the provider does; `lookAgain`: asks the provider about a job of unknown status. */
export type JobAction = 'cancel' | 'giveUp' | 'resume' | 'lookAgain' | 'open' | 'again';

/** A job as a line. */
export interface JobLine {
  id: string;
  prompt: string;
  state: JobState;
  /** True while it waits in the provider's queue. */
  isWaiting: boolean;
  stateLabel: string;
  trail: string;
  /** The cost, or what it may be; left out where it is unknown or free. */
  cost?: string;
  createdAt: number;
  finishedAt?: number;
  /** The first image of the job. */
  image?: NonNullable<EntryView['image']> & { imageId: string };
  reason?: string;
  /** The available actions, the most likely first. */
  actions: JobAction[];
  steps: NextStep[];
}
