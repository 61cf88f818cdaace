/**
 * Measures what answers of a service out of its mind cost the extension host: 2,000 URLs for one requested image, twelve
 * images of 60 MB, and an answer that decompresses to 240 MB. A block is counted by the time in which its thread ran, so
 * that other programs on the machine aren't measured. `npm run bench -- hostile`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { JobView } from '../../src/shared/model/jobs';
import { pngOf } from '../fixtures/png';
import { runProgram } from '../harness/programs/program';
import { gzipBomb } from '../simulators/gzipBomb';
import { FakeService, rig } from '../unit/engine/rig';

const megabyte = 1_000_000;
/** What one answer may cost. */
const promised = { block: 50, memory: 150, connections: 4, notices: 1 };

interface Scenario {
  name: string;
  count: number;
  /** Paths of result URLs; left out: the answer itself is the attack. */
  paths?: string[];
}

const scenarios: Scenario[] = [
  { name: '2,000 URLs', count: 1, paths: Array.from({ length: 2000 }, (_one, index) => `/small/${index}`) },
  { name: '12 × 60 MB', count: 1, paths: Array.from({ length: 12 }, (_one, index) => `/large/${index}`) },
  { name: '240 MB of gzip', count: 1 },
];

async function main(): Promise<number> {
  if (process.argv.includes('serve')) return serve();
  let isKept = true;
  // Loads what the first job of a session loads.
  await measure({ name: 'warm', count: 1, paths: ['/small/0'] });
  await measure({ name: 'warm', count: 1 });
  for (const scenario of scenarios) {
    const cost = await measure(scenario);
    const { block, memory, connections, notices, outcome } = cost;
    console.log(
      `${scenario.name}: longest block ${block.toFixed(0)} ms, memory +${memory.toFixed(0)} MB, ` +
        `${connections} connections at once, ${notices} warnings or errors; ${outcome}`,
    );
    isKept &&=
      block < promised.block &&
      memory < promised.memory &&
      connections <= promised.connections &&
      notices === promised.notices;
  }
  const { block, memory, connections, notices } = promised;
  console.log(
    `promised: < ${block} ms, < ${memory} MB, at most ${connections} connections, ${notices} warning or error`,
  );
  return isKept ? 0 : 1;
}

interface Cost {
  /** Milliseconds. */
  block: number;
  /** Megabytes. */
  memory: number;
  connections: number;
  notices: number;
  outcome: string;
}

async function measure({ count, paths }: Scenario): Promise<Cost> {
  const server = fork(import.meta.filename, ['serve']);
  const [port] = (await once(server, 'message')) as [number];
  const host = `http://127.0.0.1:${port}`;
  const service = new FakeService();
  service.onPoll = () => ({ state: 'done', outputs: (paths ?? []).map((path) => ({ source: { url: host + path } })) });
  if (!paths) {
    service.onSubmit = async ({ http }) => {
      const answer = await http.send({ method: 'POST', path: '/gzip', json: {}, paid: true });
      return { kind: 'ticket', ticket: { id: typeof answer.json() } };
    };
  }
  const made = await rig([service.provider('acme')], [{ type: 'acme', hosts: { domestic: host } }]);
  try {
    const meter = startMeter();
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a red fox', count });
    const isStopped = ({ state }: JobView): boolean => ['done', 'failed', 'overdue', 'lost'].includes(state);
    const job = (): JobView => made.easel.jobs.get(id);
    for (let steps = 0; steps < 100_000 && !isStopped(job()); steps += 1) {
      await made.clock.pass(500);
      await nextTurn();
    }
    const { block, memory } = meter.stop();
    const { state, failure, warnings } = job();
    const notices = (warnings?.length ?? 0) + (failure ? 1 : 0);
    const outcome = failure ? `${state}, ${failure.reason ?? failure.kind}` : state;
    return { block, memory, connections: await connectionsOf(server), notices, outcome };
  } finally {
    server.kill();
    await made.end();
  }
}

/** Measures the longest time without a turn of the event loop, and the peak of the memory above that at the start. */
function startMeter(): { stop(): { block: number; memory: number } } {
  const before = process.memoryUsage.rss();
  const threadTime = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = threadTime();
  let block = 0;
  let peak = before;
  const timer = setInterval(() => {
    const now = threadTime();
    block = Math.max(block, now - last);
    peak = Math.max(peak, process.memoryUsage.rss());
    // Asking for the memory takes milliseconds that are the meter's own.
    last = threadTime();
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      return { block: Math.max(block, threadTime() - last), memory: (peak - before) / megabyte };
    },
  };
}

async function connectionsOf(server: ChildProcess): Promise<number> {
  server.send('connections');
  const [most] = (await once(server, 'message')) as [number];
  return most;
}

/** Runs in a process of its own, so that its memory and its work aren't measured. */
async function serve(): Promise<number> {
  const filling = chunk('zzZz', Buffer.alloc(60 * megabyte, 'noise'));
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const [, kind = '', number = ''] = (request.url ?? '').split('/');
    if (kind === 'gzip') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      return response.end(gzipBomb(240 * megabyte));
    }
    const png = pngOf(64, 64, [Number(number) % 256, Number(number) >> 8, 90]);
    const parts = kind === 'large' ? [png.subarray(0, -12), filling, png.subarray(-12)] : [png];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': length });
    for (const part of parts) response.write(part);
    return response.end();
  });
  server.on('connection', (socket) => {
    most = Math.max(most, (open += 1));
    socket.once('close', () => (open -= 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('message', () => process.send?.(most));
  process.send?.((server.address() as AddressInfo).port);
  await once(process, 'disconnect');
  server.closeAllConnections();
  return 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}

void runProgram(main);
