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
   * Starts a picture without asking and without any message. The pictures land in the workspace as those of the commands.
   * @param wish `prompt` is needed; everything else is as in the command's arguments.
   * @returns Ids of the jobs: one, or several when the service makes one picture at a time.
   * @throws EaselApiError when the wish does not fit the provider, ArgumentError when it can't be read.
   */
  generate(imageRequest: GenerateArguments & { prompt: string }): Promise<string[]>;
  /**
   * Starts edits of pictures, each for itself, without asking and without any message. The results stand beside their
   * originals (`fox-edit.png`) unless a folder is given.
   * @param wish `prompt` and `images` (URIs as texts) are needed; `references` are looked at beside each of them.
   * @returns Ids of the jobs, at least one for each picture.
   * @throws EaselApiError when the wish does not fit the provider or a file is no picture: nothing more is started, and
   * what was started before stands in its `startedJobs`. ArgumentError when the wish can't be read.
   */
  edit(imageRequest: EditArguments & { prompt: string; images: string[] }): Promise<string[]>;
  /**
   * The same with several prompts for each picture: one job for all of them where the service takes them together, else one
   * for each.
   */
  batch(imageRequest: EditArguments & { prompts: string[]; images: string[] }): Promise<string[]>;
  /** The job as it is now. @throws EaselApiError when there is no such job. */
  getJob(jobId: string): Promise<JobView>;
  /** Resolves when the job is over (done, failed, cancelled, lost) or its provider is overdue. */
  finished(jobId: string): Promise<JobView>;
  cancel(jobId: string): Promise<void>;
  /** Waits on for a job that is `overdue`, or looks for one that is `lost`. @throws EaselApiError for any other job. */
  resume(jobId: string): Promise<void>;
  /** The picture's bytes, as the provider made them. */
  readImage(imageId: string): Promise<Uint8Array>;
  /** The providers that are configured, in the order in which they would be tried. */
  providers(): Promise<{ id: string; name: string; type: string; enabled: boolean }[]>;
  /** A failure in a sentence of the person's language. */
  describeFailure(failure: Failure): string;
  /** Called when jobs, history or providers changed; ask again for what you show. Nothing is called before first use. */
  readonly onDidChange: vscode.Event<EaselEvent>;
}

/** What went wrong: the message is a sentence of the person's language, `failure` the same as data. */
export class EaselApiError extends Error {
  override readonly name = 'EaselApiError';
  readonly failure: Failure;
  /** Ids of the jobs that were started before it went wrong; they go on. */
  readonly startedJobs: readonly string[];

  constructor(failure: Failure, startedJobs: readonly string[] = []) {
    super(failureText(failure));
    this.failure = failure;
    this.startedJobs = startedJobs;
  }
}

/** The calls that need the engine; what an extension gets at activation is in `activationApi.ts`. */
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
