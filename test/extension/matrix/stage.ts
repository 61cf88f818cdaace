/** Where one case is played: a configuration of its own with a service of its own, so that nothing has to be undone. */
import type { Easel } from '../../../src/engine/surface/easel';
import type { EaselTestApi } from '../../../src/extension';
import type { JobView } from '../../../src/shared/model/jobs';
import { until } from '../../harness/until';
import type { RigService, RunningRig } from '../../providers/harness/rigContract';
import { activated, openedEasel, useProviders } from '../support/host';
import type { Messages } from '../support/messages';
import { caseNames, rows, type CaseName, type Row } from './rows';

export interface Stage {
  row: Row;
  api: EaselTestApi;
  easel: Easel;
  messages: Messages;
  providerId: string;
  /** As the person calls the configuration: what every sentence has to name. */
  name: string;
  /** Words that only this case's jobs have in their prompts. */
  words: string;
  /** Folder of the workspace that only this case's pictures come into. */
  folder: string;
  /** @throws Error for the provider that speaks to nobody. */
  service(): RigService;
}

/** Seconds between two looks of every configuration here. */
const pollSeconds = 0.2;
/** Minutes after which a late job is not waited for any more: the least that the setting takes. */
const leastMinutes = 0.1;

interface Place {
  row: Row;
  name: CaseName;
  rig: RunningRig | undefined;
}

/** Every case that there is, started. Late ones take their time, so all of them are arranged before the first is looked at. */
export async function setStages(
  messages: Messages,
): Promise<{ stage(row: Row, name: CaseName): Stage; stop(): Promise<void> }> {
  const places = await Promise.all(
    rows.flatMap((row) =>
      caseNames
        .filter((name) => row.absent[name] === undefined)
        .map(async (name): Promise<Place> => ({ row, name, rig: await row.rig?.start() })),
    ),
  );
  await useProviders(places.flatMap((place) => entryOf(place) ?? []));
  const [api, easel] = [await activated(), await openedEasel()];
  await Promise.all(
    places.flatMap((place) =>
      Object.entries(secretsOf(place)).map(([name, value]) => easel.providers.setSecret(idOf(place), name, value)),
    ),
  );
  return {
    stage(row, name) {
      const found = places.find((place) => place.row === row && place.name === name);
      if (!found) throw new Error(`${row.type} has no case ${name}`);
      const providerId = idOf(found);
      return {
        row,
        api,
        easel,
        messages,
        providerId,
        name: easel.providers.list().find(({ config }) => config.id === providerId)?.config.name ?? '',
        words: `case${name.replace(' ', '')} ${row.type.replaceAll('-', '')}`,
        folder: `matrix/${row.type}-${name.replace(' ', '-')}`,
        service() {
          if (!found.rig?.service) throw new Error(`${row.type} has no service`);
          return found.rig.service;
        },
      };
    },
    stop: async () => void (await Promise.all(places.flatMap(({ rig }) => rig?.stop() ?? []))),
  };
}

/** The provider that needs no configuration is taken as it is built in. */
function idOf({ row, name }: Pick<Place, 'row' | 'name'>): string {
  return row.rig ? `${row.type}.${name.replace(' ', '-')}` : row.type;
}

function entryOf(place: Place): object | undefined {
  const { row, name, rig } = place;
  if (!rig) return undefined;
  const { baseUrl: _baseUrl, ...config } = rig.config;
  return {
    id: idOf(place),
    type: row.type,
    name: `My ${row.type} (${name})`,
    ...config,
    ...(rig.options ? { options: rig.options } : {}),
    pollSeconds,
    ...(name === 'late' ? { maxMinutes: leastMinutes } : {}),
    // Each failure is to be seen by itself, without another provider that stands in.
    fallback: false,
  };
}

function secretsOf({ name, rig }: Place): Record<string, string> {
  const wrong = name === 'wrong key' ? rig?.service?.wrongSecrets.secrets : undefined;
  return wrong ?? rig?.secrets ?? {};
}

/** What the history has for the words of a case, the newest first. */
export function historyOf({ easel, words }: Stage): JobView[] {
  return easel.jobs.list({ text: words, limit: 50 });
}

/** The only job of the case, once it is as wanted. */
export function onlyJob(stage: Stage, what: string, isWanted: (job: JobView) => boolean): Promise<JobView> {
  return until(
    `a job of ${stage.name} ${what}`,
    () => {
      const [job, ...others] = historyOf(stage);
      return job && others.length === 0 && isWanted(job) ? job : undefined;
    },
    {
      seen: () =>
        JSON.stringify(historyOf(stage).map(({ state, progress, failure }) => ({ state, progress, failure }))),
    },
  );
}
