import { runninghubAiApp } from '../../../src/providers/runninghub/aiApp';
import { runninghubModels } from '../../../src/providers/runninghub/models';
import type { TaskStatus } from '../../../src/providers/contract/task';
import type { Provider, TaskProvider } from '../../../src/providers/contract/provider';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { Failure } from '../../../src/shared/model/failure';
import type { ReferenceImage } from '../../../src/shared/model/jobs';
import { drawPng } from '../../simulators/image';
import {
  enterpriseKey,
  personalKey,
  startRunningHub,
  type RunningHubOptions,
  type RunningHubSimulator,
} from '../../simulators/runninghub';
import { providerFixture, type ContextSetup, type ProviderFixture } from '../harness/providerContext';
import assert from 'node:assert/strict';

/** Typed as in the engine, which doesn't know their options. */
export const apps: TaskProvider = runninghubAiApp;
export const models: TaskProvider = runninghubModels;

export interface ServiceFixture {
  service: RunningHubSimulator;
  fixture: ProviderFixture;
  context: ProviderContext;
  /** A context as in another process, or with changes. */
  again(change?: ContextSetup): ProviderContext;
  reference(text?: string): ReferenceImage;
}

const started: RunningHubSimulator[] = [];

/** Starts a service for one test, with a valid key for the type. */
export async function setUp(
  provider: Provider,
  change: ContextSetup = {},
  options: RunningHubOptions = {},
): Promise<ServiceFixture> {
  const service = await startRunningHub(options);
  started.push(service);
  const fixture = providerFixture({
    secrets: { key: provider === apps ? personalKey : enterpriseKey },
    ...change,
    config: { baseUrl: service.url, ...change.config },
  });
  const again = (more: ContextSetup = {}): ProviderContext =>
    fixture.context(provider, {
      ...change,
      ...more,
      config: { baseUrl: service.url, ...change.config, ...more.config },
    });
  return {
    service,
    fixture,
    context: again(),
    again,
    reference: (text = 'reference') => fixture.keep(drawPng(64, 48, text), { width: 64, height: 48 }),
  };
}

export async function tearDown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}

export function failed(status: TaskStatus): Failure {
  if (status.state !== 'failed') assert.fail(`not failed, but ${JSON.stringify(status)}`);
  return status.failure;
}

interface SentBody {
  nodeInfoList: { nodeId: string; fieldName: string; fieldValue: string }[];
  [name: string]: unknown;
}

/** The body of the last submit, with the values of its nodes by field. */
export function lastBody(service: RunningHubSimulator): { raw: string; body: SentBody; nodes: Record<string, string> } {
  const raw = service.bodies.at(-1) ?? '{}';
  const body = JSON.parse(raw) as SentBody;
  const nodes = (body.nodeInfoList as SentBody['nodeInfoList'] | undefined) ?? [];
  const named = nodes.map(({ nodeId, fieldName, fieldValue }) => [`${nodeId}.${fieldName}`, fieldValue]);
  return { raw, body, nodes: Object.fromEntries(named) as Record<string, string> };
}
