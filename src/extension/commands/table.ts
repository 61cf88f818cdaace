/** Every command, by its id in the manifest. A test holds the two together. */
import type { ExtensionServices } from '../platform/services';
import { cancelJob } from './cancelJob';
import { compareImages } from './compareImages';
import { copyDiagnostics } from './copyDiagnostics';
import { insertImage } from './insertImage';
import { openAdmin } from './openAdmin';
import { openLog } from './openLog';
import { paintMask } from './paintMask';
import { removeProvider } from './removeProvider';
import { setProviderKey } from './setProviderKey';
import { showBalance } from './showBalance';
import { showInHistory } from './showInHistory';
import { showJobs } from './showJobs';
import { testProvider } from './testProvider';
import { undoReplace } from './undoReplace';

export type CommandId =
  | 'easel.generate'
  | 'easel.editImage'
  | 'easel.batchEdit'
  | 'easel.makeVariations'
  | 'easel.paintMask'
  | 'easel.compareImages'
  | 'easel.showInHistory'
  | 'easel.editFolder'
  | 'easel.undoReplace'
  | 'easel.insertImage'
  | 'easel.openAdmin'
  | 'easel.showProviders'
  | 'easel.showJobs'
  | 'easel.cancelJob'
  | 'easel.addProvider'
  | 'easel.editProvider'
  | 'easel.setProviderKey'
  | 'easel.removeProvider'
  | 'easel.testProvider'
  | 'easel.showBalance'
  | 'easel.setPrice'
  | 'easel.setCap'
  | 'easel.openLog'
  | 'easel.copyDiagnostics';

/**
 * @param value What a key binding, a menu or another extension hands in; parsed by the command.
 * @param more What a menu hands in beside it: in the explorer, everything that is selected.
 */
export type Command = (services: ExtensionServices, value?: unknown, more?: unknown) => unknown;

export const commands: Readonly<Record<CommandId, Command>> = {
  'easel.generate': async (services, value) => (await import('./generate')).generate(services, value),
  'easel.editImage': async (services, value, more) => (await import('./editImage')).editImage(services, value, more),
  'easel.batchEdit': async (services, value, more) => (await import('./batchEdit')).batchEdit(services, value, more),
  'easel.makeVariations': async (services, value, more) =>
    (await import('./makeVariations')).makeVariations(services, value, more),
  'easel.paintMask': paintMask,
  'easel.compareImages': compareImages,
  'easel.showInHistory': showInHistory,
  'easel.editFolder': async (services, value, more) => (await import('./editFolder')).editFolder(services, value, more),
  'easel.undoReplace': undoReplace,
  'easel.insertImage': insertImage,
  'easel.openAdmin': openAdmin,
  'easel.showProviders': (services) => services.showAdmin({ page: 'providers' }),
  'easel.showJobs': showJobs,
  'easel.cancelJob': cancelJob,
  'easel.addProvider': async (services) => (await import('./addProvider')).addProvider(services),
  'easel.editProvider': async (services, value) => (await import('./editProvider')).editProvider(services, value),
  'easel.setProviderKey': setProviderKey,
  'easel.removeProvider': removeProvider,
  'easel.testProvider': testProvider,
  'easel.showBalance': showBalance,
  'easel.setPrice': async (services, value) => (await import('./setPrice')).setPrice(services, value),
  'easel.setCap': async (services) => (await import('./setCap')).setCap(services),
  'easel.openLog': openLog,
  'easel.copyDiagnostics': copyDiagnostics,
};
