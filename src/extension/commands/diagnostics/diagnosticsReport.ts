/**
 * The text for a bug report: versions, types of providers, counts, last failures. In English for the maintainers. It contains
 * no names, keys, prompts, private hosts or folders: every value is a number, a word of a closed list, or looks like an
 * identifier.
 */
import type { ProviderView, SettingProblem } from '../../../engine/surface/providers';
import type { Statistics } from '../../../engine/surface/history';
import { failureOwnerOf, type Failure } from '../../../shared/model/failure';
import type { JobCounts, JobView } from '../../../shared/model/jobs';

export interface DiagnosticsFacts {
  /** Names and versions: Easel, the editor, Node, the platform. */
  versions: readonly (readonly [name: string, value: string])[];
  providers: readonly ProviderView[];
  problems: readonly SettingProblem[];
  counts: JobCounts;
  statistics: Statistics;
  /** Failed, lost and overdue jobs, newest first. */
  failedJobs: readonly JobView[];
  /** Milliseconds since 1970. */
  now: number;
}

export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { statistics, counts } = facts;
  const states = Object.entries(statistics.byState).map(([state, count]) => `${state} ${count}`);
  return [
    '## Easel diagnostics',
    ...facts.versions.map(([name, value]) => `- ${name}: ${sanitize(value) ?? 'other'}`),
    '',
    '### Providers by priority',
    ...facts.providers.map((provider, index) => `${index + 1}. ${providerLine(provider, facts.now)}`),
    ...facts.problems.map(problemLine),
    '',
    '### Jobs',
    `- running ${counts.running}, queued ${counts.waiting}`,
    `- total ${statistics.jobs}, images ${statistics.images}${states.length > 0 ? `: ${states.join(', ')}` : ''}`,
    '',
    '### Last failures',
    ...(facts.failedJobs.length > 0 ? facts.failedJobs.map(failedJobLine) : ['none']),
    '',
  ].join('\n');
}

function providerLine({ config, health, builtIn }: ProviderView, now: number): string {
  const cooling = Math.ceil(((health?.coolingUntil ?? 0) - now) / 1000);
  return [
    config.type,
    ...(builtIn ? ['built in'] : [hostKind(config.baseUrl)]),
    config.enabled ? 'enabled' : 'disabled',
    ...(config.default ? ['default'] : []),
    `priority ${config.priority}`,
    config.fallback ? 'fallback' : 'no fallback',
    ...(config.synchronous ? ['synchronous'] : []),
    ...(health ? [`${health.failures} failures in a row`] : []),
    ...(health?.lastFailure ? [`last: ${failureLine(health.lastFailure)}`] : []),
    ...(cooling > 0 ? [`cooling down ${cooling} s`] : []),
  ].join(' · ');
}

/** The kind of host only: an address may be inside a company's network. */
function hostKind(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return 'no host';
  const { protocol, hostname } = new URL(baseUrl);
  const location = /^(localhost|127\.|\[::1\])/.test(hostname) ? 'this machine' : 'a host';
  return `${protocol.slice(0, -1)} to ${location}`;
}

function problemLine({ index, field, problem }: SettingProblem): string {
  const path = index === undefined ? 'easel.providers' : `easel.providers[${index}]`;
  const name = field === undefined ? undefined : sanitize(field);
  return `- ${path}${name === undefined ? '' : `.${name}`}: ${problem}`;
}

function failedJobLine(job: JobView): string {
  const trail = job.attempts.map(({ failure }) => (failure ? failureLine(failure) : 'no failure'));
  const failure = job.failure ? failureLine(job.failure) : 'no reason';
  const when = new Date(job.createdAt).toISOString();
  return `- ${when} ${job.providerType} ${job.request.kind} ${job.state}: ${failure} [${trail.join(' → ')}] job ${job.id}`;
}

function failureLine(failure: Failure): string {
  const code = failure.code === undefined ? undefined : sanitize(failure.code);
  const requestId = failure.requestId === undefined ? undefined : sanitize(failure.requestId);
  return [
    failure.kind,
    ...(failure.reason === undefined ? [] : [failure.reason]),
    ...(failure.status === undefined ? [] : [`status ${failure.status}`]),
    ...(code === undefined ? [] : [`code ${code}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    `(${failureOwnerOf(failure)})`,
  ].join(' ');
}

/** The value if it looks like a version, a code or an identifier; undefined for free text. */
function sanitize(value: string): string | undefined {
  return /^[\w.:+-]{1,60}$/.test(value) ? value : undefined;
}
