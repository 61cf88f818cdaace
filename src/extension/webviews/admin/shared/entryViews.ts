/** Converts the history to what the admin page shows. Doesn't import vscode. */
import type { HistoryEntry, HistoryQuery } from '../../../../engine/surface/history';
import type { DetailView, EntryQuery } from '../../../../shared/protocol/pages/history';
import type { EntryView, Fact, JobLine, NextStep } from '../../../../shared/protocol/views/entries';
import type { Failure } from '../../../../shared/model/failure';
import type { ImageView, JobView } from '../../../../shared/model/jobs';
import { lineActionsOf } from '../../../jobs/jobActions';
import { actionLabel, type FailureAction } from '../../../messages/failure/actions';
import { failureMessage } from '../../../messages/failure/failureMessage';
import { formatDuration, jobStateMessage, formatAttempts } from '../../../messages/jobs';
import { formatJobMoney, formatShortJobMoney } from '../../../messages/money';
import { factNames } from '../../../parameters/parameters';
import { parameterLabel } from '../../../messages/parameters';
import { factLine, formatList } from '../../../../shared/format/sentences';
import type { Translate } from '../../../../shared/format/translate';
import { singleWarningMessage } from '../../../messages/warnings';
import { imageItem } from '../../images/imagesView';

/** How entries are rendered: URLs for the page, and the user's language and time zone. */
export interface RenderContext {
  t: Translate;
  language: string;
  timeZone: string;
  url(image: ImageView): string;
  /** Path of the file in the workspace; undefined if it was not saved there. */
  workspacePath(image: ImageView): string | undefined;
}

export function historyQuery({ favouritesOnly, ...query }: EntryQuery): Omit<HistoryQuery, 'limit'> {
  // An empty list is no filter here; the engine would find nothing for it.
  const filters = Object.entries(query).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return { ...Object.fromEntries(filters), ...(favouritesOnly === undefined ? {} : { favoritesOnly: favouritesOnly }) };
}

export function entryView({ job, image }: HistoryEntry, context: RenderContext): EntryView {
  const reason = image ? undefined : reasonOf(job, context.t);
  return {
    id: image?.id ?? job.id,
    jobId: job.id,
    ...(image ? { imageId: image.id, image: imageOf(image, context) } : {}),
    prompt: image?.prompt ?? job.request.prompt,
    state: job.state,
    stateLabel: jobStateMessage(job, context.t),
    providerName: job.providerName,
    createdAt: job.createdAt,
    favorite: image?.favorite ?? false,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What the page needs to show an image small. */
export function imageOf(image: ImageView, { url }: Pick<RenderContext, 'url'>): NonNullable<EntryView['image']> {
  const { width, height, hasAlpha, fileName } = image;
  return { width, height, hasAlpha, fileName, url: url(image) };
}

export function detailView({ job, image }: HistoryEntry, context: RenderContext): DetailView {
  const { t } = context;
  return {
    entry: entryView({ job, ...(image ? { image } : {}) }, context),
    ...(image ? { image: imageItem(image, job, context.url(image)) } : {}),
    facts: [
      ...jobFacts(job, context),
      ...attemptFacts(job, t),
      ...fileFacts(image, context),
      ...parameterFacts(job, t),
    ],
    trail: formatAttempts(job),
    warnings: job.warnings.map((warning) => singleWarningMessage(warning, job, t)),
    steps: nextStepsOf(job, t),
  };
}

function jobFacts(job: JobView, { t, language, timeZone }: RenderContext): Fact[] {
  const when = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const facts: Fact[] = [{ name: t('Provider'), value: job.providerName }];
  if (job.model !== undefined) facts.push({ name: t('Model'), value: job.model });
  facts.push({ name: t('Started'), value: when.format(job.createdAt) });
  if (job.submittedAt !== undefined && job.submittedAt > job.createdAt) {
    facts.push({ name: t('Time in queue'), value: formatDuration(job.submittedAt - job.createdAt, t) });
  }
  if (job.finishedAt !== undefined) {
    facts.push({ name: t('Duration'), value: formatDuration(job.finishedAt - (job.submittedAt ?? job.createdAt), t) });
  }
  const cost = job.money ? formatJobMoney(job.money, t) : undefined;
  if (cost !== undefined) facts.push({ name: t('Cost'), value: cost });
  return facts;
}

function fileFacts(image: ImageView | undefined, { t, workspacePath }: RenderContext): Fact[] {
  return image ? [{ name: t('File'), value: workspacePath(image) ?? t('Not saved to workspace') }] : [];
}

/** Maximum characters of a provider option that are shown. */
const maxOptionLength = 300;

/** Parameters that were left to the model are not listed. */
function parameterFacts({ request }: JobView, t: Translate): Fact[] {
  const own = factNames.flatMap((name) => {
    const value = request[name];
    if (value === undefined) return [];
    const text = typeof value === 'object' ? `${value.width} × ${value.height}` : String(value);
    return [{ name: parameterLabel(name, t), value: text }];
  });
  const images = [
    {
      name: 'references',
      value: formatList(
        request.references.map(({ name }) => name),
        t,
      ),
    },
    { name: 'mask', value: request.mask?.name ?? '' },
  ].filter(({ value }) => value !== '');
  // Provider options have no labels.
  const options = Object.entries(request.options ?? {}).map(([name, value]) => {
    return { name, value: typeof value === 'string' ? value : JSON.stringify(value).slice(0, maxOptionLength) };
  });
  return [...own, ...images.map(({ name, value }) => ({ name: parameterLabel(name, t), value })), ...options];
}

/** The tried providers with their time and error; with a single try, the other facts say it all. */
function attemptFacts({ attempts }: JobView, t: Translate): Fact[] {
  if (attempts.length < 2) return [];
  return attempts.map(({ providerName, startedAt, endedAt, failure }) => {
    const time = endedAt === undefined ? [] : [formatDuration(endedAt - startedAt, t)];
    const outcome = failure && failure.kind !== 'cancelled' ? [failureMessage(failure, t).sentence] : [];
    return { name: providerName, value: factLine([...time, ...outcome]) };
  });
}

/** A job for the list of jobs. */
export function jobLine(job: JobView, t: Translate): JobLine {
  const reason = reasonOf(job, t);
  const cost = job.money && formatShortJobMoney(job.money, t);
  return {
    id: job.id,
    prompt: job.request.prompt,
    state: job.state,
    isWaiting:
      job.progress?.phase === 'waiting' || job.progress?.position !== undefined || job.progress?.waiting !== undefined,
    stateLabel: jobStateMessage(job, t),
    trail: formatAttempts(job),
    ...(cost === undefined ? {} : { cost }),
    createdAt: job.createdAt,
    ...(job.finishedAt === undefined ? {} : { finishedAt: job.finishedAt }),
    ...(reason === undefined ? {} : { reason }),
    actions: lineActionsOf(job),
    // These are already in `actions`.
    steps: nextStepsOf(job, t).filter(({ action }) => action !== 'look-again' && action !== 'keep-waiting'),
  };
}

function reasonOf({ failure }: JobView, t: Translate): string | undefined {
  return failure === undefined || failure.kind === 'cancelled' ? undefined : failureMessage(failure, t).sentence;
}

function nextStepsOf({ failure, canLookUp }: JobView, t: Translate): NextStep[] {
  if (!failure || failure.kind === 'cancelled') return [];
  // Regenerate has its own button on the page.
  return stepActions(failure, t)
    .filter((action) => action !== 'again' && (action !== 'look-again' || canLookUp === true))
    .slice(0, 2)
    .map((action) => ({ action, label: actionLabel(action, t, failure.values) }));
}

/** The actions after a failure that the page offers. */
export function stepActions(failure: Failure, t: Translate): FailureAction[] {
  const needsProvider: readonly FailureAction[] = [
    'set-key',
    'set-password',
    'set-option',
    'edit-provider',
    'test-provider',
  ];
  return failureMessage(failure, t).actions.filter(
    (action) => action !== 'save-as' && (failure.providerId !== undefined || !needsProvider.includes(action)),
  );
}
