/** Opens the engine: creates the database, the stores, the provider registry and the services from the ports. */
import { join } from 'node:path';
import { requestedFrom, differences, warningOf } from '../shared/model/comparison';
import type { ReferenceImage } from '../shared/model/jobs';
import { isOnline } from '../http/connectivity';
import { createEngineServices, type EngineParts } from './createEngine';
import type { Easel } from './surface/easel';
import { createArchive } from './storage/history/archive';
import { createHealthStore } from './storage/stores/healthStore';
import { createImageRecords } from './storage/stores/imageRecords';
import { createJobStore } from './storage/stores/jobStore';
import { createLeaseStore } from './storage/stores/leaseStore';
import { noteLeftovers } from './storage/stores/leftovers';
import { createLedger } from './storage/stores/ledger';
import { openHistory, imageFolder, type OpenedHistory } from './storage/database/repair';
import { createSearch } from './storage/history/search';
import { createSecretIndex } from './storage/stores/secretIndex';
import { fitImages } from './images/fitImages';
import { bytesToSend } from './images/metadata/bytesToSend';
import { openImageStore } from './storage/imageStore';
import { createCooldown } from './jobs/context/cooldown';
import { createSpending } from './spending/spending';
import { createPendingJobsFlag } from './storage/pendingJobsFlag';
import { pendingJobsFile } from '../shared/platform/pendingJobsFile';
import { extensionOf, safeStem, stemFromTemplate } from './domain/fileNames';
import type { Assets, Clock, Codec, Log, Secrets, Settings, WorkspaceFiles } from '../shared/platform/ports';
import { originsOf } from './providers/keyBinding';
import { download } from '../http/download/download';
import type { Provider } from '../providers/contract/provider';
import { providers as registered } from '../providers/registry';
import { createProviderRegistry, limitsOf } from './providers/providerRegistry';
import { settingsRevision } from './providers/settingsRevision';
import { requestedSize } from '../providers/contract/fitRequest';
import type { ImageStore } from './domain/stores';
import { registerWindow, type WindowRegistration } from './storage/windows';

export { createCodec, wasmBeside } from './images/codec';

export interface EnginePorts {
  /** Absolute path of Easel's folder, which all windows share. */
  storageFolder: string;
  secrets: Secrets;
  settings: Settings;
  files: WorkspaceFiles;
  assets: Assets;
  codec: Codec;
  log: Log;
  clock: Clock;
  /** Different for each window. */
  windowId: string;
  /** Replaces the prompt of an image that is recovered after the history was damaged. */
  recoveredLabel?: string;
  /** Hashes of images in the store that are needed outside the history; left out: none. */
  referencedHashes?(): readonly string[];
  /** Whether this machine has a network; left out: the system is asked. */
  isOnline?(): Promise<boolean>;
  /** Left out: the ones of the registry. */
  providers?: readonly Provider[];
}

/** Milliseconds for which an input image stays in the store before a job names it. */
const inputImageLifetime = 24 * 60 * 60_000;

/**
 * Opened by the first command that needs it, because it is too slow for activation.
 * @throws EaselError `storage` when the database can't be opened.
 */
export async function openEngine(ports: EnginePorts): Promise<Easel> {
  const { clock, log, files } = ports;
  const providers = ports.providers ?? registered;
  const self = registerWindow(ports.windowId, ports.storageFolder, clock);
  const { database, repair } = openOrLeave(ports, self);
  const health = createHealthStore(database);
  const store = openImageStore(join(ports.storageFolder, imageFolder), { ...self, now: () => clock.now() });
  const imageStore: ImageStore = {
    ...store,
    // Stored before there is a job, and perhaps never used by one.
    keepReference: (bytes) =>
      store.keepReference(bytes, (kept) => noteLeftovers(database, [kept], clock.now() + inputImageLifetime)),
  };
  const readImage = (reference: ReferenceImage): Promise<Uint8Array> =>
    imageStore.read(reference.hash, extensionOf(reference.mimeType));
  const registry = createProviderRegistry({
    providers,
    settings: ports.settings,
    secrets: ports.secrets,
    secretIndex: createSecretIndex(database),
    // The only way in which a provider gets the bytes of an input image.
    readImage: async (reference) =>
      bytesToSend(await readImage(reference), { keepMetadata: ports.settings.keepMetadata?.() === true }),
    codec: ports.codec,
    assets: ports.assets,
    log,
    clock,
  });
  // Images that are converted for a job that is then not created are deleted as leftovers.
  const notingStore: ImageStore = {
    ...imageStore,
    keep: (bytes) => imageStore.keep(bytes, (kept) => noteLeftovers(database, [kept], clock.now())),
  };
  const ledger = createLedger(database);
  const jobContext: EngineParts['jobContext'] = {
    jobs: createJobStore(database, clock, { author: self, ledger }),
    spending: createSpending({
      settings: ports.settings,
      ledger,
      clock,
      configured: (id) => registry.get(id),
      idsOf: (id) => registry.idsOf(id),
    }),
    images: createImageRecords(database),
    lease: createLeaseStore(database, { isGone: self.isGone, clock }),
    cooldown: createCooldown({ store: health, clock, settingsRevision: (id) => settingsRevision(registry.get(id)) }),
    imageStore,
    files,
    clock,
    log,
    windowId: ports.windowId,
    self,
    newerSchema: () => database.newerSchema(),
    configured: (id) => registry.get(id),
    lacksSecret: registry.lacksSecret,
    limits: limitsOf,
    isOnline: () => (ports.isOnline ?? isOnline)(),
    download: (url, { config }, limits) => download(url, { trustedOrigins: originsOf(config), ...limits }),
    compare: (job, image) => {
      const configured = registry.all().find((one) => registry.isSame(one, job.providerId));
      // A named model is only that of the first provider of the plan.
      const model = job.plan[0] === job.providerId ? job.request.model : undefined;
      const limits = configured && limitsOf(configured, job.request.kind, model);
      return differences(requestedFrom(job.request, requestedSize(job.request, limits)), image).map(warningOf);
    },
    stem: (job) =>
      job.destination.fileName === undefined
        ? stemFromTemplate(ports.settings.output().fileName, {
            prompt: job.request.prompt,
            now: job.createdAt,
            providerName: job.providerName,
            ...(job.request.seed === undefined ? {} : { seed: job.request.seed }),
          })
        : safeStem(job.destination.fileName),
  };
  const services = createEngineServices({
    jobContext,
    registry,
    providers,
    database,
    archive: createArchive(database, clock),
    ...(repair ? { repair } : {}),
    recoveredLabel: ports.recoveredLabel ?? 'recovered',
    referencedHashes: () => ports.referencedHashes?.() ?? [],
    search: createSearch(database),
    health,
    ledger,
    settings: ports.settings,
    secrets: ports.secrets,
    pendingJobsFlag: createPendingJobsFlag(join(ports.storageFolder, pendingJobsFile)),
    readImage,
    convert: (bytes, options) => ports.codec.convert(bytes, options),
    fitImages: (images, rule) => fitImages(images, rule, { imageStore: notingStore, codec: ports.codec }),
  });
  await registry.readSecrets();
  return { ...services, dispose: () => services.dispose().finally(self.leave) };
}

function openOrLeave({ storageFolder, clock }: EnginePorts, self: WindowRegistration): OpenedHistory {
  try {
    return openHistory(storageFolder, { now: clock.now(), others: () => self.others() });
  } catch (thrown) {
    self.leave();
    throw thrown;
  }
}
