/** How the calls of the page Providers are answered. */
import type { Easel } from '../../../../engine/surface/easel';
import { failureFrom } from '../../../../shared/model/easelError';
import type { ProviderReport, ProvidersApi } from '../../../../shared/protocol/pages/providers';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { systemClock } from '../../../platform/clock';
import { isRecord } from '../../../parameters/parseArguments';
import {
  freeId,
  idsOf,
  indexOfEntry,
  withField,
  migrateEntry,
  type ProviderEntry,
} from '../../../providers/providerEntries';
import { readEntries } from '../../../providers/providerSettings';
import { enteredSecrets } from '../../../quickInput/secretInput';
import { openSetting } from '../../../platform/settings';
import { t } from '../../../platform/translate';
import { formatBalances } from '../../../messages/balance';
import { formatTestReport } from '../../../messages/providers';
import type { HandlerOptions } from '../shared/context';
import { providerFormHandlers } from './formHandlers';
import { fileHandlers } from './files';
import { prioritiesFor } from './order';
import { createRemovals, type Removals } from './removals';
import { failedReport, providersView } from './view';
import { entryFor, providerOf, withEntries, writeEntries } from './writeEntries';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type ListVerbs = 'providers' | 'providerOrder' | 'providerSwitch' | 'providersSetting';
type OneVerbs = 'providerSecret' | 'providerTest' | 'providerBalance' | 'providerDuplicate';
type RemoveVerbs = 'providerRemove' | 'providerRestore';

export function providersHandlers(options: HandlerOptions): Handlers<ProvidersApi> {
  const removals = createRemovals({ engine: options.engine, clock: systemClock, write: writeEntries });
  return {
    ...listHandlers(options),
    ...oneHandlers(options, removals),
    ...removeHandlers(removals),
    ...providerFormHandlers(options, removals),
    ...fileHandlers(options, removals),
  };
}

function listHandlers({ engine, userState }: HandlerOptions): Pick<Handlers<ProvidersApi>, ListVerbs> {
  return {
    providers: {
      accepts: takes(),
      run: async () => providersView(await engine.get(), readEntries(), { t, now: systemClock.now() }),
    },
    providerOrder: {
      accepts: takes(schema.order),
      run: async ([ids]) => {
        const easel = await engine.get();
        const placed = ids.map((id) => providerOf(easel, id));
        // The list has changed meanwhile: the page reloads it.
        if (placed.length !== easel.providers.list().length) return;
        const all = readEntries() ?? [];
        // The built-in provider has no entry and comes last.
        const indexOf = (id: string): number => indexOfEntry(all, id) + 1 || Infinity;
        const figures = prioritiesFor(
          placed.map(({ config: { id, priority } }) => ({ id, priority, index: indexOf(id) })),
        );
        if (figures.size === 0) return;
        await writeEntries(easel, (entries) =>
          withEntries(entries, { easel, providers: placed }, (entry, { config }) => {
            const priority = figures.get(config.id);
            return priority === undefined ? entry : { ...(entry ?? entryFor(config)), priority };
          }),
        );
      },
    },
    providerSwitch: {
      accepts: takes(fields.id, schema.providerSwitch, fields.flag),
      run: async ([id, name, isOn]) => {
        const easel = await engine.get();
        const provider = providerOf(easel, id);
        await writeEntries(easel, (entries) =>
          withEntries(entries, { easel, providers: easel.providers.list() }, (entry, { config }) => {
            const isThis = config.id === provider.config.id;
            // Only one provider is the default.
            if (!isThis) {
              const wasDefault = name === 'default' && isOn && entry?.['default'] !== undefined;
              return wasDefault ? withField(entry, name, undefined) : entry;
            }
            const current = entry && migrateEntry(entry, easel.providers.types(), config.id);
            return { ...(current ?? entryFor(config)), [name]: isOn };
          }),
        );
        if (name === 'default') await userState.forgetProvider();
      },
    },
    providersSetting: { accepts: takes(), run: () => openSetting('providers') },
  };
}

function oneHandlers({ engine }: HandlerOptions, removals: Removals): Pick<Handlers<ProvidersApi>, OneVerbs> {
  const report = (
    run: (easel: Easel, provider: { id: string; name: string }, signal: AbortSignal) => Promise<string>,
  ): Handlers<ProvidersApi>['providerTest'] => ({
    accepts: takes(fields.id),
    run: async ([id], signal): Promise<ProviderReport> => {
      const easel = await engine.get();
      const { name } = providerOf(easel, id).config;
      try {
        return { isGood: true, text: await run(easel, { id, name }, signal), steps: [] };
      } catch (thrown) {
        return failedReport({ providerId: id, providerName: name, ...failureFrom(thrown) }, t);
      }
    },
  });
  return {
    providerSecret: {
      accepts: takes(fields.id, schema.secretName, schema.secretValue),
      run: async ([id, name, value]) => {
        const easel = await engine.get();
        const isKnown = enteredSecrets(providerOf(easel, id).secrets).some((spec) => spec.name === name);
        if (isKnown) await easel.providers.setSecret(id, name, value.trim());
      },
    },
    providerTest: report(async (easel, { id, name }, signal) =>
      formatTestReport(name, await easel.providers.test(id, signal), t),
    ),
    providerBalance: report(async (easel, { id, name }, signal) =>
      formatBalances(name, await easel.providers.balance(id, signal), t),
    ),
    providerDuplicate: {
      accepts: takes(fields.id),
      run: async ([id]) => {
        const easel = await engine.get();
        const { config } = providerOf(easel, id);
        let copyId = id;
        await removals.finish();
        await writeEntries(easel, (entries) => {
          const index = indexOfEntry(entries, id);
          const before = entries[index];
          const { default: _default, ...rest }: ProviderEntry = isRecord(before)
            ? migrateEntry(before, easel.providers.types(), undefined)
            : entryFor(config);
          copyId = freeId(config.type, new Set(idsOf(entries)).add(config.id));
          const copy = { ...rest, id: copyId, name: t('{name} (copy)', { name: config.name }) };
          return index < 0 ? [...entries, copy] : entries.toSpliced(index + 1, 0, copy);
        });
        return copyId;
      },
    },
  };
}

function removeHandlers(removals: Removals): Pick<Handlers<ProvidersApi>, RemoveVerbs> {
  return {
    providerRemove: { accepts: takes(fields.id), run: ([id]) => removals.remove(id) },
    providerRestore: { accepts: takes(fields.id), run: ([id]) => removals.restore(id) },
  };
}
