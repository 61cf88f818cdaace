/** Every command, by its ID in the manifest. A test compares the two. */
import type { ExtensionServices } from '../platform/services';

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
 * @param value What a key binding, a menu or another extension passes; each command parses it.
 * @param more What a menu passes as second argument: in the Explorer, the whole selection.
 */
export type Command = (services: ExtensionServices, value?: unknown, more?: unknown) => unknown;

/** Each command is a module of its own that is loaded when the command first runs: activation loads none of them. */
export const commands: Readonly<Record<CommandId, () => Promise<Command>>> = {
  'easel.generate': async () => (await import('./images/generate')).generate,
  'easel.editImage': async () => (await import('./editing/editImage')).editImage,
  'easel.batchEdit': async () => (await import('./editing/batchEdit')).batchEdit,
  'easel.makeVariations': async () => (await import('./editing/makeVariations')).makeVariations,
  'easel.paintMask': async () => (await import('./images/paintMask')).paintMask,
  'easel.compareImages': async () => (await import('./images/compareImages')).compareImages,
  'easel.showInHistory': async () => (await import('./images/showInHistory')).showInHistory,
  'easel.editFolder': async () => (await import('./editing/editFolder')).editFolder,
  'easel.undoReplace': async () => (await import('./editing/undoReplace')).undoReplace,
  'easel.insertImage': async () => (await import('./images/insertImage')).insertImage,
  'easel.openAdmin': async () => (await import('./openAdmin')).openAdmin,
  'easel.showProviders': async () => (await import('./providers/showProviders')).showProviders,
  'easel.showJobs': async () => (await import('./jobs/showJobs')).showJobs,
  'easel.cancelJob': async () => (await import('./jobs/cancelJob')).cancelJob,
  'easel.addProvider': async () => (await import('./providers/addProvider')).addProvider,
  'easel.editProvider': async () => (await import('./providers/editProvider')).editProvider,
  'easel.setProviderKey': async () => (await import('./providers/setProviderKey')).setProviderKey,
  'easel.removeProvider': async () => (await import('./providers/removeProvider')).removeProvider,
  'easel.testProvider': async () => (await import('./providers/testProvider')).testProvider,
  'easel.showBalance': async () => (await import('./spending/showBalance')).showBalance,
  'easel.setPrice': async () => (await import('./spending/setPrice')).setPrice,
  'easel.setCap': async () => (await import('./spending/setCap')).setCap,
  'easel.openLog': async () => (await import('./diagnostics/openLog')).openLog,
  'easel.copyDiagnostics': async () => (await import('./diagnostics/copyDiagnostics')).copyDiagnostics,
};
