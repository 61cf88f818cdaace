/** The view of the Service page, made from the service's answers. Pure. */
import type {
  Balance,
  Page,
  ServiceHealth,
  ServiceJob,
  ServiceModel,
  ServiceQueue,
  ServiceStatistics,
  ServiceUser,
} from '../../../../engine/surface/providers';
import type {
  NamedText,
  QuotaLine,
  ServiceStateView,
  TaskLine,
  TasksPage,
  UserLine,
} from '../../../../shared/protocol/pages/service';
import type { Failure } from '../../../../shared/model/failure';
import { formatRemaining } from '../../../messages/balance';
import type { Translate } from '../../../../shared/format/translate';

type Value<ServiceResult> = Extract<ServiceResult, { value: unknown }>['value'];

/** The states of a task by the service's words; unknown ones stay as they are. */
export function taskStates(t: Translate): NamedText[] {
  return [
    { name: 'pending', value: t('Queued') },
    { name: 'running', value: t('Running') },
    { name: 'completed', value: t('Done') },
    { name: 'failed', value: t('Failed') },
    { name: 'cancelled', value: t('Canceled') },
  ];
}

export function healthView({ ok, facts }: ServiceHealth, t: Translate): Value<ServiceStateView['health']> {
  const lines = facts.map(([name, value]) => ({ name: factLabel(name, t), value: factValue(value, t) }));
  // The page says whether the service is healthy on a line of its own; only another status adds something to it.
  const repeats = ({ name, value }: NamedText): boolean => ok && name === t('Status') && value === t('Healthy');
  return { ok, facts: lines.filter((line) => !repeats(line)) };
}

export function queueView({ waiting, running, workers }: ServiceQueue, t: Translate): NamedText[] {
  const line = (name: string, value: number | undefined): NamedText[] =>
    value === undefined ? [] : [{ name, value: String(value) }];
  return [
    ...line(t('Queued (all users)'), waiting),
    ...line(t('Running (yours)'), running),
    ...line(t('Workers'), workers),
  ];
}

export function modelsView(models: readonly ServiceModel[], t: Translate): Value<ServiceStateView['models']> {
  return models.map(({ name, description, capabilities, status }) => ({
    name,
    description: description ?? '',
    capabilities: capabilities.map((capability) => capabilityLabel(capability, t)),
    status: status === undefined ? '' : statusLabel(status, t),
  }));
}

export function ratiosView(ratios: Readonly<Record<string, readonly [number, number]>>): NamedText[] {
  return Object.entries(ratios).map(([name, [width, height]]) => ({ name, value: `${width} × ${height}` }));
}

export function userLine({ id, name, email, active, admin }: ServiceUser): UserLine {
  return { id, name, email: email ?? '', active, admin };
}

export function quotaLine(userId: string, balances: readonly Balance[], t: Translate): QuotaLine {
  const limitOf = (unit: string): number | undefined => balances.find((balance) => balance.unit === unit)?.limit;
  const [daily, monthly] = [limitOf('pictures-today'), limitOf('pictures-this-month')];
  return {
    userId,
    text: formatRemaining(balances, t),
    isError: false,
    ...(daily === undefined ? {} : { daily }),
    ...(monthly === undefined ? {} : { monthly }),
  };
}

/**
 * Whether the user has no usable account yet: no user name, no password, or the service rejects
 * them (it does not distinguish a wrong password from an unknown name).
 */
export function lacksAccount({ kind, reason, values }: Failure): boolean {
  if (kind === 'settings') return values?.['field'] === 'options.username';
  return reason === 'password-missing' || reason === 'password-wrong';
}

export function tasksPage({ items, total, pageSize }: Page<ServiceJob>, t: Translate): TasksPage {
  return {
    tasks: items.map((item) => taskLine(item, t)),
    total,
    pages: Math.max(1, Math.ceil(total / Math.max(1, pageSize))),
  };
}

function taskLine({ id, userId, kind, state, prompt, error, createdAt, duration }: ServiceJob, t: Translate): TaskLine {
  return {
    id,
    userId: userId ?? '',
    kind: kindLabel(kind, t),
    state: taskStates(t).find(({ name }) => name === state)?.value ?? readable(state),
    isFailed: state === 'failed',
    prompt,
    error: error ?? '',
    createdAt: createdAt === undefined ? '' : timeText(createdAt),
    ...(duration === undefined ? {} : { duration: t('{seconds} s', { seconds: tenth(duration) }) }),
  };
}

/** `2026-03-03 10:11:12`: in the user's time zone if the time has a zone, otherwise as the service wrote it. */
function timeText(time: string): string {
  const at = new Date(time);
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(time) && Number.isFinite(at.getTime());
  const local = hasZone ? new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, -1) : time;
  return local.replace('T', ' ').replace(/\.\d+$/, '');
}

export function figuresView({ figures }: ServiceStatistics, t: Translate): NamedText[] {
  return figures.map(([name, value]) => {
    const isTime = name.endsWith('_time');
    return {
      name: figureLabel(name, t),
      value: isTime ? t('{seconds} s', { seconds: tenth(value) }) : String(Math.round(value * 100) / 100),
    };
  });
}

function kindLabel(kind: string, t: Translate): string {
  switch (kind) {
    case 'text_to_image':
      return t('Generated');
    case 'image_edit':
      return t('Edited');
    case 'batch_edit':
      return t('Batch');
    default:
      return readable(kind);
  }
}

function figureLabel(name: string, t: Translate): string {
  const known: Record<string, string> = {
    total_tasks: t('Tasks'),
    completed_tasks: t('Done'),
    failed_tasks: t('Failed'),
    pending_tasks: t('Queued'),
    text_to_image_count: t('Generated'),
    image_edit_count: t('Edited'),
    batch_edit_count: t('Batch'),
    avg_execution_time: t('Average time'),
    total_execution_time: t('Total time'),
  };
  return known[name] ?? readable(name);
}

function factLabel(name: string, t: Translate): string {
  const known: Record<string, string> = {
    status: t('Status'),
    text_to_image_model_loaded: t('Text-to-image model loaded'),
    image_edit_model_loaded: t('Image editing model loaded'),
    gpu_available: t('GPU available'),
    gpu_count: t('GPUs'),
  };
  return known[name] ?? readable(name);
}

function factValue(value: string, t: Translate): string {
  if (value === 'true') return t('Yes');
  return value === 'false' ? t('No') : statusLabel(value, t);
}

function statusLabel(status: string, t: Translate): string {
  const known: Record<string, string> = {
    ok: t('Healthy'),
    up: t('Healthy'),
    healthy: t('Healthy'),
    unhealthy: t('Unhealthy'),
    degraded: t('Degraded'),
    running: t('Running'),
    stopped: t('Stopped'),
    loaded: t('Loaded'),
    loading: t('Loading…'),
    not_loaded: t('Not loaded'),
    unloaded: t('Not loaded'),
    ready: t('Ready'),
    busy: t('Busy'),
    error: t('Failed'),
    failed: t('Failed'),
  };
  return known[status.toLowerCase()] ?? readable(status);
}

function capabilityLabel(capability: string, t: Translate): string {
  switch (capability.replaceAll('_', '-')) {
    case 'text-to-image':
      return t('New images');
    case 'image-edit':
      return t('Edits');
    case 'batch-edit':
      return t('Batch edits');
    default:
      return readable(capability);
  }
}

/** `not_loaded` as readable text. */
function readable(name: string): string {
  return name.replaceAll('_', ' ');
}

function tenth(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}
