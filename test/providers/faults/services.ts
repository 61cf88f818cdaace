/** The services of the fault matrix, each with the calls of one job: bringing pictures, handing in, looking, fetching what was made. */
import { startKie } from '../../simulators/kie';
import { startOpenAiImages } from '../../simulators/openai';
import { startQwenImageService } from '../../simulators/qwenImageService';
import { enterpriseKey, personalKey, startRunningHub } from '../../simulators/runninghub';
import { studioApp } from '../../simulators/runninghub/apps';
import type { FaultRule } from '../../simulators/wire';

/** A call of a job's life. `upload` is only there where pictures are brought before the work is handed in. */
export type Stage = 'upload' | 'submit' | 'look' | 'result';

type Call = Pick<FaultRule, 'method' | 'path'>;

export interface FaultedService {
  url: string;
  /** What the configuration has besides its type and host. */
  entry: Record<string, unknown>;
  secrets: Record<string, string>;
  calls: Record<Exclude<Stage, 'upload'>, Call> & { upload?: Call };
  misbehave(rule: FaultRule): void;
  /** Calls for work that the service took, so far. */
  received(): number;
  /** Tasks that are taken from now on wait, until one of the next two. */
  hold(): void;
  /** The service forgets every task. */
  vanish(): void;
  /** The tasks are done, and what was made is gone. */
  finishExpired(): void;
  stop(): Promise<void>;
}

export interface Faulted {
  start(): Promise<FaultedService>;
  /** Makes of the service's URL what stands in the configuration. */
  hostOf(url: string): Record<string, string>;
  /** How much faster than the real one the engine's clock goes, so that pauses of seconds and minutes are short; it is the real one when left out. */
  haste?: number;
}

/** By provider type. */
export const faultedServices: Record<string, Faulted> = {
  // It finds lost jobs by the service's clock, which is the real one.
  'qwen-image-service': { start: startQwen, hostOf: (url) => ({ domestic: url }) },
  'nano-banana-edits': { start: startImages, hostOf: (url) => ({ domestic: `${url}/v1` }), haste: 100 },
  kie: { start: startTheKie, hostOf: (url) => ({ overseas: url }), haste: 100 },
  'runninghub-ai-app': { start: startApps, hostOf: (url) => ({ domestic: url }), haste: 100 },
  'runninghub-rhart-edit': { start: startModels, hostOf: (url) => ({ domestic: url }), haste: 100 },
};

async function startQwen(): Promise<FaultedService> {
  const service = await startQwenImageService({ holdScale: 0.02 });
  return {
    ...service,
    entry: { options: { username: 'demo' } },
    secrets: { password: 'demo-password' },
    calls: {
      submit: { method: 'POST', path: /^\/(text-to-image|image-edit)/ },
      // One call for both: it answers with the pictures when they are there.
      look: { method: 'GET', path: /^\/tasks\/[^/]+\/result$/ },
      result: { method: 'GET', path: /^\/tasks\/[^/]+\/result$/ },
    },
    received: () => Object.values(service.received).reduce((sum, count) => sum + count, 0),
    hold: service.holdTasks,
    vanish: () => service.vanish(),
    finishExpired: () => {
      while (service.finishNext()) service.expireResults();
    },
  };
}

async function startImages(): Promise<FaultedService> {
  const service = await startOpenAiImages({ dialect: 't8', key: 'sk-right-one' });
  return {
    ...service,
    entry: { synchronous: false },
    secrets: { key: 'sk-right-one' },
    calls: {
      submit: { method: 'POST', path: /\/v1\/images\/(generations|edits)/ },
      look: { method: 'GET', path: /\/v1\/images\/tasks\// },
      result: { method: 'GET', path: /^\/files\// },
    },
    received: service.receivedCount,
    hold: service.holdTasks,
    vanish: service.forgetTasks,
    finishExpired: () => {
      service.expireFiles();
      service.releaseTasks();
    },
  };
}

async function startTheKie(): Promise<FaultedService> {
  const service = await startKie({ tasksPerWindow: 1000 });
  const uploadPath = '/api/file-stream-upload';
  return {
    ...service,
    entry: { uploadPath: service.uploadUrl + uploadPath },
    secrets: { key: service.key },
    // Pictures go to another host.
    misbehave: (rule) => (rule.path === uploadPath ? service.misbehaveUpload(rule) : service.misbehave(rule)),
    calls: {
      upload: { method: 'POST', path: uploadPath },
      submit: { method: 'POST', path: '/api/v1/jobs/createTask' },
      look: { method: 'GET', path: '/api/v1/jobs/recordInfo' },
      result: { method: 'GET', path: /^\/results\// },
    },
    hold: service.holdTasks,
    vanish: () => service.vanish(),
    finishExpired: () => {
      while (service.finishNext()) service.expireResults();
    },
  };
}

async function startApps(): Promise<FaultedService> {
  return startHub(personalKey, {
    entry: { options: { webappId: studioApp.id, makes: 'both' } },
    submit: /^\/task\/openapi\/ai-app\/run$/,
  });
}

async function startModels(): Promise<FaultedService> {
  return startHub(enterpriseKey, { entry: {}, submit: /^\/openapi\/v2\/rhart-/ });
}

async function startHub(
  key: string,
  facts: { entry: Record<string, unknown>; submit: RegExp },
): Promise<FaultedService> {
  const service = await startRunningHub();
  return {
    ...service,
    entry: facts.entry,
    secrets: { key },
    calls: {
      upload: { method: 'POST', path: /^\/(task\/openapi\/upload|openapi\/v2\/media\/upload\/binary)$/ },
      submit: { method: 'POST', path: facts.submit },
      look: { method: 'POST', path: /^\/(openapi\/v2\/query|task\/openapi\/(status|outputs))$/ },
      result: { method: 'GET', path: /\.(png|jpg|webp)$/ },
    },
    received: service.submits,
    hold: service.holdTasks,
    vanish: service.vanish,
    finishExpired: () => {
      service.expireResults();
      service.releaseTasks();
    },
  };
}
