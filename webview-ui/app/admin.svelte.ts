import type { ComparedId } from '../../src/shared/protocol/pages/compare';
import type { AdminRoute, RouteImage } from '../../src/shared/protocol/pages/adminRoute';
import type { Host } from '../lib/host/host';
import { readViewState, type ViewState, type Tab } from '../lib/host/viewState';

/** Which page is shown, its route, and the stored state of all pages. */
export class AdminState {
  readonly #host: Host<'admin'>;
  kept: ViewState;
  /** What the page was last opened for. */
  route = $state.raw<AdminRoute>();
  /** Number of unfinished jobs. */
  underWay = $state(0);

  constructor(host: Host<'admin'>) {
    this.#host = host;
    this.kept = $state.raw(readViewState(host.kept()));
  }

  async followRoute(): Promise<void> {
    const wanted = await this.#host.api.call('route', []).catch(() => undefined);
    if (wanted) this.open(wanted);
  }

  open(wanted: AdminRoute): void {
    if (wanted.page === 'compare') {
      this.keep({ tab: 'history', compared: wanted.images.map(comparedId) });
      return;
    }
    // The entry may not match the current query.
    const isEntry = wanted.page === 'history' && 'imageId' in wanted;
    this.#leaveComparison({ tab: wanted.page, ...(isEntry ? { query: {} } : {}) });
    this.route = wanted;
  }

  async countJobs(): Promise<void> {
    this.underWay = await this.#host.api.call('jobsUnderWay', []).catch(() => 0);
  }

  keep(changes: Partial<ViewState>): void {
    this.kept = { ...this.kept, ...changes };
    this.#host.keep(this.kept);
  }

  /** For one page alone: it may store its state when another page is already shown. */
  keeperOf(tab: Tab): (state: unknown) => void {
    return (state) => this.keep({ pages: { ...this.kept.pages, [tab]: state } });
  }

  choose(tab: Tab): void {
    this.#leaveComparison({ tab });
  }

  search(text: string): void {
    const { text: _former, ...rest } = this.kept.query;
    const query = text === '' ? rest : { ...rest, text };
    this.#leaveComparison({ query, tab: 'history', active: 0, scroll: 0 });
  }

  closeComparison(): void {
    this.#leaveComparison({});
  }

  #leaveComparison(changes: Partial<ViewState>): void {
    const { compared: _former, ...rest } = this.kept;
    this.kept = { ...rest, ...changes };
    this.#host.keep(this.kept);
  }
}

function comparedId(image: RouteImage): ComparedId {
  return 'imageId' in image ? { imageId: image.imageId } : { hash: image.reference.hash };
}
