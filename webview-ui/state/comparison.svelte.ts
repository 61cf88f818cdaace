import type { ComparedId, ComparedPicture } from '../../src/shared/admin/compare';
import type { Host } from '../host';
import { differenceOf } from '../parts/difference';
import { fill, sizeWords } from '../parts/words';
import { fitted, type Zoom } from '../parts/zoom';
import { sentenceOf } from '../parts/sentence';

export const modes = ['slider', 'side', 'difference'] as const;
export type CompareMode = (typeof modes)[number];

/** Two pictures that are held against each other, and how they are looked at. */
export class Comparison {
  readonly #host: Host<'admin'>;
  mode = $state<CompareMode>('slider');
  isSwapped = $state(false);
  zoom = $state.raw<Zoom>(fitted);
  /** Percent from the left at which the line stands. */
  line = $state(50);
  trouble = $state('');
  found = $state.raw<readonly ComparedPicture[]>();
  /** Which part of the pixels differs, 0 to 1, where that was asked for and can be said. */
  differing = $state<number>();
  readonly pair: readonly ComparedPicture[] = $derived((this.isSwapped ? this.found?.toReversed() : this.found) ?? []);
  readonly #isSameRatio: boolean = $derived.by(() => {
    const [one, other] = this.pair;
    return one && other ? Math.abs(one.width / one.height / (other.width / other.height) - 1) < 0.01 : false;
  });

  constructor(host: Host<'admin'>) {
    this.#host = host;
  }

  async load(wanted: readonly ComparedId[], signal: AbortSignal): Promise<void> {
    this.found = undefined;
    this.zoom = fitted;
    this.trouble = '';
    try {
      this.found = await this.#host.api.call('comparison', [[...wanted]], signal);
    } catch (thrown) {
      if (!signal.aborted) this.trouble = sentenceOf(thrown) || this.#host.start.strings.historyFailed;
    }
  }

  /** Counts the pixels that differ, where they can be laid over each other. */
  measure(signal: AbortSignal): void {
    const [one, other] = this.pair;
    this.differing = undefined;
    if (this.mode !== 'difference' || !one || !other || !this.#isSameRatio) return;
    void differenceOf(one.url, other.url).then(
      (part) => {
        if (!signal.aborted) this.differing = part;
      },
      () => undefined,
    );
  }

  /** That the sizes differ; empty where they do not. */
  get sizes(): string {
    const { strings } = this.#host.start;
    const [one, other] = this.pair;
    if (!one || !other || (one.width === other.width && one.height === other.height)) return '';
    const text = this.#isSameRatio ? strings.compareSizes : strings.compareRatios;
    return fill(text, { one: sizeWords(one), other: sizeWords(other) });
  }

  /** How much differs; empty where nobody asked, or nobody knows. */
  get difference(): string {
    const { strings } = this.#host.start;
    if (this.differing === undefined) return '';
    if (this.differing === 0) return strings.compareSame;
    const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', maximumFractionDigits: 1 });
    return fill(strings.compareDiffers, { percent: format.format(Math.max(0.001, this.differing)) });
  }
}
