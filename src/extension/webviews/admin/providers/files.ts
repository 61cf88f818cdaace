/** Handlers for export and import, with the editor's file dialogs. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { SettingProblem } from '../../../../engine/surface/providers';
import type { ProvidersApi } from '../../../../shared/protocol/pages/providers';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { readEntries } from '../../../providers/providerSettings';
import { t } from '../../../platform/translate';
import { formatList, joinSentences } from '../../../../shared/format/sentences';
import { foreignOriginsMessage, keyOriginsMessage } from '../../../messages/providers';
import type { HandlerOptions } from '../shared/context';
import type { Removals } from './removals';
import { exportEntries, importEntries } from './transfer';
import { writeEntries } from './writeEntries';
import { takes } from '../../shared/parseValues';

const fileName = 'easel-providers.json';
/** Maximum bytes; a list of providers is far smaller. */
const maxFileBytes = 1024 * 1024;

export function fileHandlers(
  { engine }: HandlerOptions,
  removals: Removals,
): Pick<Handlers<ProvidersApi>, 'providersExport' | 'providersImport'> {
  return {
    providersExport: {
      accepts: takes(),
      run: async () => {
        const easel = await engine.get();
        const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
        const uri = await vscode.window.showSaveDialog({
          ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, fileName) } : {}),
          filters: { JSON: ['json'] },
          title: t('Export Providers'),
        });
        if (!uri) return undefined;
        const { text, count, skipped } = exportEntries(readEntries() ?? [], (entries) =>
          easel.providers.problemsIn(entries),
        );
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
        return joinSentences([
          t("Providers exported: {count}. Keys and passwords aren't included.", { count }),
          skipped > 0 ? t('Invalid entries skipped: {count}.', { count: skipped }) : '',
        ]);
      },
    },
    providersImport: {
      accepts: takes(),
      run: async () => {
        const easel = await engine.get();
        const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
        const [uri] =
          (await vscode.window.showOpenDialog({
            ...(folder ? { defaultUri: folder } : {}),
            filters: { JSON: ['json'] },
            title: t('Import Providers'),
          })) ?? [];
        if (!uri) return undefined;
        const { size } = await vscode.workspace.fs.stat(uri);
        const check = (list: unknown): SettingProblem[] => easel.providers.problemsIn(list);
        const text = size > maxFileBytes ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
        const read = importEntries(text, { entries: readEntries() ?? [], check, types: easel.providers.types(), t });
        if (typeof read === 'string') return [read];
        const { entries, added, skipped } = read;
        const origins = originLines(easel, entries.slice(entries.length - added.length), added);
        if (!(await confirmForeign(origins))) return undefined;
        if (added.length > 0) await removals.finish();
        if (added.length > 0 && !(await writeEntries(easel, () => entries))) return undefined;
        const first =
          added.length === 0
            ? t('No providers imported.')
            : t("Imported: {names}. Keys aren't included; set the ones that are missing.", {
                names: formatList(added, t),
              });
        return [
          first,
          ...origins.map(({ text }) => text),
          ...skipped.slice(0, 20).map((what) => t('Skipped: {what}', { what })),
        ];
      },
    },
  };
}

interface OriginLine {
  text: string;
  hasForeign: boolean;
}

/** For each imported entry whose type has keys: the origins that would get them. */
function originLines(easel: Easel, entries: readonly unknown[], names: readonly string[]): OriginLine[] {
  return entries.flatMap((entry, index) => {
    const origins = easel.providers.keyOrigins(entry);
    if (origins.length === 0) return [];
    const text = keyOriginsMessage(names[index] ?? '', origins, t);
    return [{ text, hasForeign: foreignOriginsMessage(origins, t) !== '' }];
  });
}

/** Asks before a configuration is imported that sends its key to another service, too. */
async function confirmForeign(lines: readonly OriginLine[]): Promise<boolean> {
  const foreign = lines.filter(({ hasForeign }) => hasForeign);
  if (foreign.length === 0) return true;
  const detail = foreign.map(({ text }) => text).join('\n');
  const importAnyway = t('Import');
  const question = t('Import providers that send their key to another service?');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, importAnyway)) === importAnyway;
}
