/** The life of a process that makes the jobs of a run: where it is killed, what services do meanwhile, and how it ended. */
import { setTimeout as pause } from 'node:timers/promises';
import { killPoints, type KillPoint } from './killPoints';
import type { ChildMessage, Orders } from './orders';
import { oneOf } from './seeded';
import type { Services } from './services';
import type { RunStage } from './stage';

export type Where = KillPoint | 'in a state' | 'at a time';

export interface LifeEnd {
  /** Left out: it ended by itself. */
  killed?: Where;
  messages: readonly ChildMessage[];
  faults: string[];
}

/** Milliseconds after which a life that neither dies nor ends counts as stuck. */
export const maxLifetime = 90_000;
/** Milliseconds that services are held for, so that jobs with a deadline of 6 s are overdue. */
const overdueAfter = 12_000;
/** Most hits of a point before it kills: early ones see the start of a life, late ones its end. */
const maxHits: Partial<Record<KillPoint, number>> = {
  'POST sent': 10,
  'POST answered': 10,
  'GET sent': 12,
  'GET answered': 12,
  'before commit': 50,
  'after commit': 50,
  'before single write': 12,
  'after single write': 12,
  'flag: before': 2,
  'flag: after': 2,
  'secret: before': 5,
  'secret: after': 5,
};

interface Setting {
  stage: RunStage;
  random: () => number;
  mayDie: boolean;
  services: Services;
}

export async function live(orders: Orders, { stage, random, mayDie, services }: Setting): Promise<LifeEnd> {
  const ordered = orders.kill && 'state' in orders.kill ? orders.kill.state : undefined;
  const byTime = mayDie && ordered === undefined && random() < 0.25;
  const point = oneOf(killPoints, random);
  const count = 1 + Math.floor(random() * (maxHits[point] ?? 8));
  const held = ordered === 'overdue' || random() < 0.5;
  const heldFor = ordered === 'overdue' ? overdueAfter : random() * 800;
  const timeToLive = 80 + random() * 1600;
  if (held) services.hold();
  const kill = mayDie && !byTime && ordered === undefined ? { kill: { point, count } } : {};
  const life = stage.startMain({ ...orders, ...kill });
  const ends = new AbortController();
  const timers = [
    after(held ? heldFor : 0, ends.signal, services.release),
    ...(byTime ? [after(timeToLive, ends.signal, () => life.process.kill('SIGKILL'))] : []),
    after(maxLifetime, ends.signal, () => life.process.kill('SIGTERM')),
  ];
  const { code, signal, errors } = await life.ended;
  ends.abort();
  await Promise.all(timers);
  services.release();
  // One that became read-only is closed by its user.
  const isOver = stage.isNewer || life.messages.some(({ kind }) => kind === 'over');
  const said = errors.trim() === '' ? '' : `: ${errors.trim().slice(0, 1500)}`;
  const { messages } = life;
  const where = ordered === undefined ? point : 'in a state';
  if (signal === 'SIGKILL') return { killed: byTime ? 'at a time' : where, messages, faults: [] };
  if (signal === 'SIGTERM') return { messages, faults: [`a life was stuck${said}`] };
  if (code !== 0 || !isOver)
    return { messages, faults: [`a life ended with ${code ?? signal ?? '?'}, ${isOver ? '' : 'not '}over${said}`] };
  return { messages, faults: said === '' ? [] : [`a life said${said}`] };
}

async function after(ms: number, signal: AbortSignal, work: () => void): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
    work();
  } catch {
    // The life ended first.
  }
}
