import type { ComparedId, ComparedImage } from '../../../src/shared/protocol/pages/compare';
import type { Host } from '../../lib/host/host';
import { differenceOf } from '../../lib/images/difference';
import { fill, formatSize } from '../../lib/format/format';
import { fitted, type Zoom } from '../../lib/images/zoom';
import { sentenceOf } from '../../lib/format/sentence';

export const modes = ['slider', 'side', 'difference'] as const;
export type CompareMode = (typeof modes)[number];

/** How two images are compared, as stored by the page. */
interface StoredView {
  /** Which images: others start unzoomed and unswapped. */
  of: string;
  mode: CompareMode;
  isSwapped: boolean;
  line: number;
  zoom: Zoom;
}

/** Two images and how they are compared. */
export class Comparison {
  readonly #host: Host<'admin'>;
  mode = $state<CompareMode>('slider');
  isSwapped = $state(false);
  zoom = $state.raw<Zoom>(fitted);
  /** Position of the line in percent from the left. */
  line = $state(50);
  error = $state('');
  found = $state.raw<readonly ComparedImage[]>();
  /** URLs of images that can't be loaded. */
  unread = $state.raw<readonly string[]>([]);
  isUnmeasured = $state(false);
  #of = $state('');
  /** Share of different pixels, 0 to 1, once measured. */
  differing = $state<number>();
  readonly pair: readonly ComparedImage[] = $derived((this.isSwapped ? this.found?.toReversed() : this.found) ?? []);
  readonly #isSameRatio: boolean = $derived.by(() => {
    const [one, other] = this.pair;
    return one && other ? Math.abs(one.width / one.height / (other.width / other.height) - 1) < 0.01 : false;
  });

  constructor(host: Host<'admin'>) {
    this.#host = host;
  }

  /** @param kept The stored view. */
  async load(wanted: readonly ComparedId[], kept: unknown, signal: AbortSignal): Promise<void> {
    this.found = undefined;
    this.error = '';
    this.unread = [];
    this.#of = JSON.stringify(wanted);
    this.#restore(kept ?? {});
    try {
      this.found = await this.#host.api.call('comparison', [[...wanted]], signal);
    } catch (thrown) {
      if (!signal.aborted) this.error = sentenceOf(thrown) || this.#host.start.strings.historyFailed;
    }
  }

  #restore({ of, mode, isSwapped, line, zoom }: Partial<StoredView>): void {
    const isSame = of === this.#of;
    this.mode = modes.find((one) => one === mode) ?? 'slider';
    this.isSwapped = isSame && isSwapped === true;
    this.line = (isSame && line) || 50;
    this.zoom = (isSame && zoom) || fitted;
  }

  get storedView(): StoredView {
    const { mode, isSwapped, line, zoom } = this;
    return { of: this.#of, mode, isSwapped, line, zoom };
  }

  /** Measures the share of different pixels, if the images can be overlaid. */
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

  /** Says that the sizes differ; empty if they don't. */
  get sizes(): string {
    const { strings } = this.#host.start;
    const [one, other] = this.pair;
    if (!one || !other || (one.width === other.width && one.height === other.height)) return '';
    const text = this.#isSameRatio ? strings.compareSizes : strings.compareRatios;
    return fill(text, { one: formatSize(one), other: formatSize(other) });
  }

  /** Says how much differs; empty if not measured. */
  get difference(): string {
    const { strings } = this.#host.start;
    if (this.isUnmeasured) return strings.compareUnmeasured;
    if (this.differing === undefined) return '';
    if (this.differing === 0) return strings.compareSame;
    const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', maximumFractionDigits: 1 });
    return fill(strings.compareDiffers, { percent: format.format(Math.max(0.001, this.differing)) });
  }
}
