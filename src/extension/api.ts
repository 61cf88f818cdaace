/**
 * What Easel gives to other extensions and to its tests:
 * `vscode.extensions.getExtension<EaselExtensionApi>('easel.easel')?.activate()`. Within a version only additions are made.
 */
import type * as vscode from 'vscode';
import type { Easel } from '../engine/surface/easel';
import { failureFrom } from '../shared/model/easelError';
import type { EaselEvent } from '../shared/protocol/connection/events';
import type { Failure } from '../shared/model/failure';
import type { JobView } from '../shared/model/jobs';
import type { Engine } from './platform/engine/engine';
import type { EditArguments } from './requests/editing/editArguments';
import { PartlyStarted } from './requests/startRequests';
import { parseEditRequest, parseGenerateRequest, startEdit, startGenerate } from './requests/startWithoutAsking';
import { failureText } from './notifications/messages';
import { ArgumentError, type GenerateArguments } from './parameters/parseArguments';
import type { UserState } from './platform/userState';

export interface EaselExtensionApi {
  readonly version: 1;
  /**
   * Generates images without a question or a message. They are saved to the workspace like those of the commands.
   * @param imageRequest `prompt` is required; everything else is as in the command's arguments.
   * @returns IDs of the jobs: one, or several if the service generates one image at a time.
   * @throws EaselApiError if the provider doesn't support the request, ArgumentError if it can't be parsed.
   */
  generate(imageRequest: GenerateArguments & { prompt: string }): Promise<string[]>;
  /**
   * Edits images, each on its own, without a question or a message. The results are saved next to their originals
   * (`fox-edit.png`) unless a folder is given.
   * @param imageRequest `prompt` and `images` (URIs as strings) are required; `references` are used in every edit.
   * @returns IDs of the jobs, at least one for each image.
   * @throws EaselApiError if the provider doesn't support the request or a file isn't an image: no further job is started,
   * and `startedJobs` has the IDs of those started before. ArgumentError if the request can't be parsed.
   */
  edit(imageRequest: EditArguments & { prompt: string; images: string[] }): Promise<string[]>;
  /**
   * The same with several prompts for each image: one job for all prompts if the service accepts them together, otherwise
   * one for each.
   */
  batch(imageRequest: EditArguments & { prompts: string[]; images: string[] }): Promise<string[]>;
  /** The job in its current state. @throws EaselApiError if there is no such job. */
  getJob(jobId: string): Promise<JobView>;
  /** Resolves when the job is final (done, failed, cancelled, lost) or overdue. */
  finished(jobId: string): Promise<JobView>;
  cancel(jobId: string): Promise<void>;
  /**
   * Resumes waiting for a job that is `overdue`, or searches for one that is `lost`.
   * @throws EaselApiError for any other job.
   */
  resume(jobId: string): Promise<void>;
  /** The image's bytes, unchanged from the provider. */
  readImage(imageId: string): Promise<Uint8Array>;
  /** The configured providers, in the order in which they are tried. */
  providers(): Promise<{ id: string; name: string; type: string; enabled: boolean }[]>;
  /** The message of a failure, in the display language. */
  describeFailure(failure: Failure): string;
  /** Fires after jobs, history or providers changed; read again what you display. Doesn't fire before Easel is first used. */
  readonly onDidChange: vscode.Event<EaselEvent>;
}

/** `message` is in the display language, `failure` is the same as data. */
export class EaselApiError extends Error {
  override readonly name = 'EaselApiError';
  readonly failure: Failure;
  /** IDs of the jobs that were started before the error; they continue. */
  readonly startedJobs: readonly string[];

  constructor(failure: Failure, startedJobs: readonly string[] = []) {
    super(failureText(failure));
    this.failure = failure;
    this.startedJobs = startedJobs;
  }
}

/** The calls that need the engine. The object that extensions get at activation is created in `activationApi.ts`. */
export type ApiCalls = Omit<EaselExtensionApi, 'version' | 'describeFailure' | 'onDidChange'>;

export function createApiCalls(engine: Engine, userState: UserState): ApiCalls {
  async function withEasel<Result>(use: (easel: Easel) => Result | Promise<Result>): Promise<Result> {
    try {
      return await use(await engine.get());
    } catch (thrown) {
      if (thrown instanceof ArgumentError) throw thrown;
      throw new EaselApiError(failureFrom(thrown), thrown instanceof PartlyStarted ? thrown.jobIds : []);
    }
  }

  return {
    generate: async (imageRequest) => {
      const given = parseGenerateRequest(imageRequest);
      return withEasel((easel) => startGenerate({ easel, userState }, given));
    },
    edit: async (imageRequest) => {
      const given = parseEditRequest(imageRequest, 'edit');
      return withEasel((easel) => startEdit({ easel, userState }, given));
    },
    batch: async (imageRequest) => {
      const given = parseEditRequest(imageRequest, 'batch');
      return withEasel((easel) => startEdit({ easel, userState }, given));
    },
    getJob: (jobId) => withEasel((easel) => easel.jobs.get(jobId)),
    finished: (jobId) => withEasel((easel) => easel.jobs.finished(jobId)),
    cancel: (jobId) => withEasel((easel) => easel.jobs.cancel(jobId)),
    resume: (jobId) => withEasel((easel) => easel.jobs.resume(jobId)),
    readImage: (imageId) => withEasel((easel) => easel.images.bytes(imageId)),
    providers: () =>
      withEasel((easel) =>
        easel.providers.list().map(({ config: { id, name, type, enabled } }) => ({ id, name, type, enabled })),
      ),
  };
}
