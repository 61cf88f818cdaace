import type { ComparedId, ComparedImage } from '../../../src/shared/protocol/compare';
import type { Host } from '../../lib/host';
import { differenceOf } from '../../lib/difference';
import { fill, formatSize } from '../../lib/format';
import { fitted, type Zoom } from '../../lib/zoom';
import { sentenceOf } from '../../lib/sentence';

export const modes = ['slider', 'side', 'difference'] as const;
export type CompareMode = (typeof modes)[number];

/** How two images are looked at, as the page keeps it. */
interface Look {
  /** Which images: others are seen whole and the right way round. */
  of: string;
  mode: CompareMode;
  isSwapped: boolean;
  line: number;
  zoom: Zoom;
}

/** Two images that are held against each other, and how they are looked at. */
export class Comparison {
  readonly #host: Host<'admin'>;
  mode = $state<CompareMode>('slider');
  isSwapped = $state(false);
  zoom = $state.raw<Zoom>(fitted);
  /** Percent from the left at which the line stands. */
  line = $state(50);
  trouble = $state('');
  found = $state.raw<readonly ComparedImage[]>();
  /** Addresses of images that can not be loaded. */
  unread = $state.raw<readonly string[]>([]);
  isUnmeasured = $state(false);
  #of = $state('');
  /** Which part of the pixels differs, 0 to 1, where that was asked for and can be said. */
  differing = $state<number>();
  readonly pair: readonly ComparedImage[] = $derived((this.isSwapped ? this.found?.toReversed() : this.found) ?? []);
  readonly #isSameRatio: boolean = $derived.by(() => {
    const [one, other] = this.pair;
    return one && other ? Math.abs(one.width / one.height / (other.width / other.height) - 1) < 0.01 : false;
  });

  constructor(host: Host<'admin'>) {
    this.#host = host;
  }

  /** @param kept What was kept of how images were looked at. */
  async load(wanted: readonly ComparedId[], kept: unknown, signal: AbortSignal): Promise<void> {
    this.found = undefined;
    this.trouble = '';
    this.unread = [];
    this.#of = JSON.stringify(wanted);
    this.#take(kept ?? {});
    try {
      this.found = await this.#host.api.call('comparison', [[...wanted]], signal);
    } catch (thrown) {
      if (!signal.aborted) this.trouble = sentenceOf(thrown) || this.#host.start.strings.historyFailed;
    }
  }

  #take({ of, mode, isSwapped, line, zoom }: Partial<Look>): void {
    const isSame = of === this.#of;
    this.mode = modes.find((one) => one === mode) ?? 'slider';
    this.isSwapped = isSame && isSwapped === true;
    this.line = (isSame && line) || 50;
    this.zoom = (isSame && zoom) || fitted;
  }

  get look(): Look {
    const { mode, isSwapped, line, zoom } = this;
    return { of: this.#of, mode, isSwapped, line, zoom };
  }

  /** Counts the pixels that differ, where they can be laid over each other. */
  measure(signal: AbortSignal): void {
    const [one, other] = this.pair;
    this.differing = undefined;
    this.isUnmeasured = false;
    if (this.mode !== 'difference' || !one || !other || !this.#isSameRatio) return;
    void differenceOf(one.url, other.url).then(
      (part) => {
        if (!signal.aborted) this.differing = part;
      },
      () => (this.isUnmeasured = !signal.aborted),
    );
  }

  /** That the sizes differ; empty where they do not. */
  get sizes(): string {
    const { strings } = this.#host.start;
    const [one, other] = this.pair;
    if (!one || !other || (one.width === other.width && one.height === other.height)) return '';
    const text = this.#isSameRatio ? strings.compareSizes : strings.compareRatios;
    return fill(text, { one: formatSize(one), other: formatSize(other) });
  }

  /** How much differs; empty where nobody asked, or nobody knows. */
  get difference(): string {
    const { strings } = this.#host.start;
    if (this.isUnmeasured) return strings.compareUnmeasured;
    if (this.differing === undefined) return '';
    if (this.differing === 0) return strings.compareSame;
    const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', maximumFractionDigits: 1 });
    return fill(strings.compareDiffers, { percent: format.format(Math.max(0.001, this.differing)) });
  }
}
