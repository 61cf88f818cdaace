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
    sideLatest: t('Latest pictures'),
    sideAll: t('More'),
    sideMore: t('More in Admin'),
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
    jobsRunning: t('Under way: {count}'),
    jobsMore: t('{count} more are under way; they come into this list as those above end.'),
    recent: t('Recently ended'),
    noJobs: t('No jobs yet. Describe a picture in one line.'),
    cancel: t('Cancel'),
    cancelAll: t('Cancel All'),
    keepWaiting: t('Keep Waiting'),
    lookAgain: t('Look Again'),
    giveUp: t('Give Up'),
    again: t('Again'),
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
  | 'favourite'
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
    emptyHistory: t('Nothing has been made yet. What you make is kept here, to be found again.'),
    nothingFound: t('Nothing in the history matches.'),
    clearFilters: t('Clear Search and Filters'),
    historyFailed: t('The history could not be read.'),
    entries: t('Entries: {count}'),
    selected: t('Selected: {count}'),
    details: t('Details'),
    close: t('Close'),
    fit: t('Fit'),
    actualSize: t('100 %'),
    copyPath: t('Copy Path'),
    copyMarkdown: t('Copy Markdown'),
    reveal: t('Reveal'),
    copyImage: t('Copy Image'),
    copied: t('Copied to the clipboard.'),
    copyFailed: t('The picture could not be put on the clipboard here. Save it instead.'),
    editAgain: t('Edit Again'),
    useAsReference: t('Use as Reference'),
    reuse: t('Reuse Parameters'),
    more: t('More Actions'),
    favourite: t('Favourite'),
    delete: t('Delete'),
    clearSelection: t('Clear Selection'),
    selectedMost: t('Only the first {count} are selected.'),
    compareTwo: t('Select one picture or two to compare.'),
    tooManyReferences: t('A new picture can start from {count} pictures at most.'),
    warnings: t('Worth knowing'),
    providersTried: t('Providers tried'),
    deleted: t('Deleted: {count}. Files in the workspace stay.'),
    undo: t('Undo'),
  };
}

function filterWords(
  t: Translate,
): Words<
  | 'search'
  | 'filters'
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
  | 'favouritesOnly'
  | 'grid'
  | 'list'
> {
  return {
    search: t('Search prompts'),
    filters: t('Filters'),
    state: t('Status'),
    kind: t('Kind'),
    provider: t('Provider'),
    model: t('Model'),
    date: t('Date'),
    sort: t('Order'),
    any: t('all'),
    filterAny: t('{name}: all'),
    stateDone: t('Done'),
    stateFailed: t('Failed'),
    stateCancelled: t('Cancelled'),
    stateLost: t('Lost track of'),
    kindGenerate: t('Generated'),
    kindEdit: t('Edited'),
    kindBatch: t('Batch'),
    today: t('Today'),
    yesterday: t('Yesterday'),
    week: t('Last 7 days'),
    month: t('Last 30 days'),
    year: t('Last 365 days'),
    dates: t('Between two dates…'),
    from: t('From'),
    to: t('To'),
    newest: t('Newest first'),
    oldest: t('Oldest first'),
    favouritesOnly: t('Favourites only'),
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
  | 'days7'
  | 'days30'
  | 'days90'
  | 'days365'
  | 'daysAll'
  | 'keepFavourites'
  | 'cleanUpCounts'
  | 'cleanUpNothing'
> {
  return {
    cleanUp: t('Clean Up…'),
    cleanUpTitle: t('Clean Up the History'),
    olderThan: t('Delete entries:'),
    days7: t('older than 7 days'),
    days30: t('older than 30 days'),
    days90: t('older than 90 days'),
    days365: t('older than a year'),
    daysAll: t('everything, whatever its age'),
    keepFavourites: t('Keep favourites'),
    cleanUpCounts: t('Pictures: {pictures} ({size}). Jobs without a picture: {jobs}. Files in the workspace stay.'),
    cleanUpNothing: t('Nothing is that old.'),
  };
}
