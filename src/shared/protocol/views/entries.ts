/** What several pages of the admin page show: images, entries and jobs as lines. */
import type { Requested } from '../../model/comparison';
import type { ImageView, JobState } from '../../model/jobs';

/** An image as the page shows it. */
export interface ImageItem extends Pick<
  ImageView,
  'id' | 'prompt' | 'fileName' | 'mimeType' | 'size' | 'width' | 'height' | 'hasAlpha'
> {
  /** Where the page loads its bytes from. */
  url: string;
  asked: Requested;
}

/** An image of the history, or a job that ended without one. */
export interface EntryView {
  /** The image's id, or the job's where there is none. */
  id: string;
  jobId: string;
  imageId?: string;
  prompt: string;
  state: JobState;
  stateLabel: string;
  providerName: string;
  createdAt: number;
  favorite: boolean;
  /** Left out where there is no image. */
  image?: { width: number; height: number; hasAlpha: boolean; fileName: string; url: string };
  /** Why there is none. */
  reason?: string;
}

/** A fact of an entry in the user's language. */
export interface Fact {
  name: string;
  value: string;
}

/** What can be done about a failure: the word of the host for it, and its button. */
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
  /** What it came to, or may; left out where nothing is known or it is free. */
  cost?: string;
  createdAt: number;
  finishedAt?: number;
  /** The first that came of it. */
  image?: NonNullable<EntryView['image']> & { imageId: string };
  reason?: string;
  /** The available actions, the most likely first. */
  actions: JobAction[];
  steps: NextStep[];
}
