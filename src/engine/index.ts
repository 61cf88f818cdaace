/** Puts the engine together: the database, the vault, the providers, the runner and the desk in front of them. */
import { join } from 'node:path';
import { askedFor, differences, warningOf } from '../shared/model/comparison';
import type { ReferenceImage } from '../shared/model/jobs';
import { isOnline } from '../http/connectivity';
import { createDesk, type DeskParts } from './createEngine';
import type { Easel } from './domain/easel';
import { createArchive } from './storage/history/archive';
import { createHealthStore } from './storage/stores/healthStore';
import { createImageStore } from './storage/stores/imageRecords';
import { createJobStore } from './storage/stores/jobStore';
import { createLeaseStore } from './storage/stores/leaseStore';
import { noteLeftovers } from './storage/stores/leftovers';
import { createLedger } from './storage/stores/ledger';
import { openHistory, vaultFolder, type OpenedHistory } from './storage/database/repair';
import { createSearch } from './storage/history/search';
import { createSecretIndex } from './storage/stores/secretIndex';
import { fitPictures } from './images/fitImages';
import { openVault } from './storage/imageStore';
import { createCooldown } from './jobs/cooldown';
import { createSpending } from './spending/spending';
import { createMarker, unfinishedMarker } from './storage/pendingJobsFlag';
import { extensionOf, safeStem, stemFromTemplate } from './domain/fileNames';
import type { Assets, Clock, Codec, Log, Secrets, Settings, WorkspaceFiles } from '../shared/platform/ports';
import { originsOf } from './providers/keyBinding';
import { download } from '../http/download';
import type { Provider } from '../providers/contract/provider';
import { providers as registered } from '../providers/registry';
import { createRoster, limitsOf } from './providers/providerRegistry';
import { askedSize } from '../providers/contract/fitRequest';
import type { Vault } from './domain/stores';
import { enterWindow, type OwnWindow } from './storage/windows';

export interface EaselPorts {
  /** Absolute path of a folder of Easel's own that all windows share. */
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
  /** What stands in place of the prompt of a picture that is found again after the history was damaged. */
  recoveredWords?: string;
  /** Hashes of pictures in the vault that are needed for something that the history does not know; left out: none. */
  namedElsewhere?(): readonly string[];
  /** Whether this machine has a network; left out: the system is asked. */
  isOnline?(): Promise<boolean>;
  /** Left out: the ones of the registry. */
  providers?: readonly Provider[];
}

/** Milliseconds for which a picture that somebody wants to send stays, although no job names it yet. */
const longestThought = 24 * 60 * 60_000;

/**
 * Opens the engine. Cheap enough to be done on the first command, too dear for activation.
 * @throws EaselError `storage` when the database can not be opened.
 */
export function openEasel(ports: EaselPorts): Promise<Easel> {
  const { clock, log, files } = ports;
  const providers = ports.providers ?? registered;
  const self = enterWindow(ports.windowId, ports.storageFolder, clock);
  const { database, repair } = openOrLeave(ports, self);
  const health = createHealthStore(database);
  const store = openVault(join(ports.storageFolder, vaultFolder), { ...self, now: () => clock.now() });
  const vault: Vault = {
    ...store,
    // It is kept before there is a job, and somebody may think better of it, or think for long.
    keepReference: (bytes) =>
      store.keepReference(bytes, (kept) => noteLeftovers(database, [kept], clock.now() + longestThought)),
  };
  const readImage = (reference: ReferenceImage): Promise<Uint8Array> =>
    vault.read(reference.hash, extensionOf(reference.mimeType));
  const roster = createRoster({
    providers,
    settings: ports.settings,
    secrets: ports.secrets,
    secretIndex: createSecretIndex(database),
    readImage,
    codec: ports.codec,
    assets: ports.assets,
    log,
    clock,
  });
  // What was converted for a job that then may not be made (a cap, a window that is closed) is left over.
  const notingVault: Vault = {
    ...vault,
    keep: (bytes) => vault.keep(bytes, (kept) => noteLeftovers(database, [kept], clock.now())),
  };
  const ledger = createLedger(database);
  const world: DeskParts['world'] = {
    jobs: createJobStore(database, clock, { author: self, ledger }),
    spending: createSpending({ settings: ports.settings, ledger, clock, configured: (id) => roster.get(id) }),
    images: createImageStore(database),
    lease: createLeaseStore(database, self.isGone),
    cooldown: createCooldown(health, clock),
    vault,
    files,
    clock,
    log,
    windowId: ports.windowId,
    self,
    configured: (id) => roster.get(id),
    limits: (configured, kind, model) => limitsOf({ builtIn: false, ...configured }, kind, model),
    isOnline: () => (ports.isOnline ?? isOnline)(),
    download: (url, { config }, signal) => download(url, { trustedOrigins: originsOf(config), signal }),
    compare: (job, image) => {
      const configured = roster.all().find(({ config }) => config.id === job.providerId);
      // The model that was named is that of the first provider of the plan alone.
      const model = job.plan[0] === job.providerId ? job.request.model : undefined;
      const limits = configured && limitsOf(configured, job.request.kind, model);
      return differences(askedFor(job.request, askedSize(job.request, limits)), image).map(warningOf);
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
  const desk = createDesk({
    world,
    roster,
    providers,
    database,
    archive: createArchive(database, clock),
    ...(repair ? { repair } : {}),
    recoveredWords: ports.recoveredWords ?? 'recovered',
    namedElsewhere: () => ports.namedElsewhere?.() ?? [],
    search: createSearch(database),
    health,
    ledger,
    settings: ports.settings,
    secrets: ports.secrets,
    marker: createMarker(join(ports.storageFolder, unfinishedMarker)),
    readImage,
    convert: (bytes, options) => ports.codec.convert(bytes, options),
    fitPictures: (pictures, rule) => fitPictures(pictures, rule, { vault: notingVault, codec: ports.codec }),
  });
  return Promise.resolve({ ...desk, dispose: () => desk.dispose().finally(self.leave) });
}

function openOrLeave({ storageFolder, clock }: EaselPorts, self: OwnWindow): OpenedHistory {
  try {
    return openHistory(storageFolder, { now: clock.now(), others: () => self.others() });
  } catch (thrown) {
    self.leave();
    throw thrown;
  }
}
