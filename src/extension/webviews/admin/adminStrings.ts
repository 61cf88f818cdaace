import type { AdminStrings } from '../../../shared/protocol/strings';
import type { Translate } from '../../../shared/format/translate';
import { compareStrings } from './compare/strings';
import { createStrings } from './create/strings';
import { keyboardStrings } from './keyboardStrings';
import { providersStrings } from './providers/strings';
import { serviceStrings } from './service/strings';
import { statisticsStrings } from './statistics/strings';
import { imagesStrings } from '../images/strings';

/** The strings of the admin page in the user's language; the page fills in placeholders such as `{name}`. */
export function adminStrings(t: Translate): AdminStrings {
  return {
    ...imagesStrings(t),
    ...pageWords(t),
    ...historyWords(t),
    ...filterWords(t),
    ...cleanUpWords(t),
    ...keyboardStrings(t),
    ...compareStrings(t),
    ...createStrings(t),
    ...providersStrings(t),
    sideLatest: t('Latest images'),
    sideAll: t('View All'),
    sideMore: t('Show in Easel'),
    ...statisticsStrings(t),
    ...serviceStrings(t),
  };
}

type Words<Name extends keyof AdminStrings> = Pick<AdminStrings, Name>;

function pageWords(
  t: Translate,
): Words<
  | 'admin'
  | 'jobs'
  | 'history'
  | 'loading'
  | 'jobsRunning'
  | 'jobsTab'
  | 'jobsMore'
  | 'recent'
  | 'noJobs'
  | 'cancel'
  | 'cancelAll'
  | 'keepWaiting'
  | 'lookAgain'
  | 'giveUp'
  | 'again'
  | 'minutes'
  | 'hours'
> {
  return {
    admin: t('Easel'),
    jobs: t('Jobs'),
    history: t('History'),
    loading: t('Loading…'),
    jobsRunning: t('In progress: {count}'),
    jobsTab: t('Jobs ({count} in progress)'),
    jobsMore: t('{count} more in the queue. They appear here as jobs finish.'),
    recent: t('Recent'),
    noJobs: t('No jobs yet. Generate an image to get started.'),
    cancel: t('Cancel'),
    cancelAll: t('Cancel All'),
    keepWaiting: t('Keep Waiting'),
    lookAgain: t('Check Again'),
    giveUp: t('Stop Waiting'),
    again: t('Regenerate'),
    minutes: t('{minutes} min {seconds} s'),
    hours: t('{hours} h {minutes} min'),
  };
}

function historyWords(
  t: Translate,
): Words<
  | 'emptyHistory'
  | 'nothingFound'
  | 'clearFilters'
  | 'historyFailed'
  | 'entries'
  | 'selected'
  | 'details'
  | 'close'
  | 'fit'
  | 'actualSize'
  | 'copyPath'
  | 'copyMarkdown'
  | 'reveal'
  | 'copyImage'
  | 'copyFailed'
  | 'copied'
  | 'editAgain'
  | 'useAsReference'
  | 'reuse'
  | 'more'
  | 'moreFor'
  | 'favorite'
  | 'delete'
  | 'clearSelection'
  | 'selectedMost'
  | 'compareTwo'
  | 'tooManyReferences'
  | 'warnings'
  | 'providersTried'
  | 'deleted'
  | 'undo'
> {
  return {
    emptyHistory: t('No images yet. Images you generate appear here.'),
    nothingFound: t('No entries match.'),
    clearFilters: t('Clear Search and Filters'),
    historyFailed: t("Can't read the history."),
    entries: t('Entries: {count}'),
    selected: t('Selected: {count}'),
    details: t('Details'),
    close: t('Close'),
    fit: t('Fit'),
    actualSize: t('100%'),
    copyPath: t('Copy Path'),
    copyMarkdown: t('Copy Markdown'),
    reveal: t('Reveal'),
    copyImage: t('Copy Image'),
    copied: t('Copied to clipboard.'),
    copyFailed: t("Can't copy the image to the clipboard here. Save it instead."),
    editAgain: t('Edit Again'),
    useAsReference: t('Use as Reference'),
    reuse: t('Reuse Parameters'),
    more: t('More Actions'),
    moreFor: t('More actions for {name}'),
    favorite: t('Favorite'),
    delete: t('Delete'),
    clearSelection: t('Clear Selection'),
    selectedMost: t('Only the first {count} entries are selected.'),
    compareTwo: t('Select one or two images to compare.'),
    tooManyReferences: t('You can use at most {count} input images.'),
    warnings: t('Warnings'),
    providersTried: t('Attempts'),
    deleted: t('Deleted from history: {count}. Workspace files are kept.'),
    undo: t('Undo'),
  };
}

function filterWords(
  t: Translate,
): Words<
  | 'search'
  | 'filters'
  | 'filtersSet'
  | 'state'
  | 'kind'
  | 'provider'
  | 'model'
  | 'date'
  | 'sort'
  | 'any'
  | 'filterAny'
  | 'stateDone'
  | 'stateFailed'
  | 'stateCancelled'
  | 'stateLost'
  | 'kindGenerate'
  | 'kindEdit'
  | 'kindBatch'
  | 'today'
  | 'yesterday'
  | 'week'
  | 'month'
  | 'year'
  | 'dates'
  | 'from'
  | 'to'
  | 'newest'
  | 'oldest'
  | 'favoritesOnly'
  | 'grid'
  | 'list'
> {
  return {
    search: t('Search prompts'),
    filters: t('Filters'),
    filtersSet: t('Filters ({count})'),
    state: t('Status'),
    kind: t('Kind'),
    provider: t('Provider'),
    model: t('Model'),
    date: t('Date'),
    sort: t('Sort by'),
    any: t('All'),
    filterAny: t('{name}: All'),
    stateDone: t('Done'),
    stateFailed: t('Failed'),
    stateCancelled: t('Canceled'),
    stateLost: t('Status unknown'),
    kindGenerate: t('Generated'),
    kindEdit: t('Edited'),
    kindBatch: t('Batch'),
    today: t('Today'),
    yesterday: t('Yesterday'),
    week: t('Last 7 days'),
    month: t('Last 30 days'),
    year: t('Last 365 days'),
    dates: t('Custom range…'),
    from: t('From'),
    to: t('To'),
    newest: t('Newest first'),
    oldest: t('Oldest first'),
    favoritesOnly: t('Favorites only'),
    grid: t('Grid'),
    list: t('List'),
  };
}

function cleanUpWords(
  t: Translate,
): Words<
  | 'cleanUp'
  | 'cleanUpTitle'
  | 'olderThan'
  | 'ageCount'
  | 'days7'
  | 'days30'
  | 'days90'
  | 'days365'
  | 'daysAll'
  | 'keepFavorites'
  | 'cleanUpCounts'
  | 'cleanUpNothing'
> {
  return {
    cleanUp: t('Clean Up…'),
    cleanUpTitle: t('Clean Up History'),
    olderThan: t('Delete entries:'),
    ageCount: t('{name} ({count})'),
    days7: t('Older than 7 days'),
    days30: t('Older than 30 days'),
    days90: t('Older than 90 days'),
    days365: t('Older than a year'),
    daysAll: t('All entries'),
    keepFavorites: t('Keep favorites'),
    cleanUpCounts: t('Images: {images} ({size}). Jobs without an image: {jobs}. Workspace files are kept.'),
    cleanUpNothing: t('Nothing to delete.'),
  };
}
