/** Handlers of the page Service. Nothing is stored, least of all a password. */
import * as vscode from 'vscode';
import type { ServiceApi } from '../../../../shared/protocol/pages/service';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { t } from '../../../platform/translate';
import type { HandlerOptions } from '../shared/context';
import { accountHandlers } from './accountHandlers';
import { requireMethod, confirmDeletion, nameOf, serviceResult, type AdministrationOf } from './callService';
import { userHandlers } from './userHandlers';
import { figuresView, healthView, modelsView, queueView, ratiosView, tasksPage } from './view';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type Options = Pick<HandlerOptions, 'engine'>;

export function serviceHandlers({ engine }: Options): Handlers<ServiceApi> {
  const administrationOf: AdministrationOf = async (service, signal) =>
    (await engine.get()).providers.administration(service, signal);
  return {
    services: { accepts: takes(), run: async () => (await engine.get()).providers.services() },
    addService: {
      accepts: takes(),
      run: () => {
        void vscode.commands.executeCommand('easel.addProvider');
        return Promise.resolve();
      },
    },
    serviceState: {
      accepts: takes(fields.id),
      run: async ([service], signal) => {
        const { health, queue, models, ratios } = await administrationOf(service, signal);
        const [one, two, three, four] = await Promise.all([
          serviceResult(async () => healthView(await requireMethod(health)(), t)),
          serviceResult(async () => queueView(await requireMethod(queue)(), t)),
          serviceResult(async () => modelsView(await requireMethod(models)(), t)),
          serviceResult(async () => ratiosView(await requireMethod(ratios)())),
        ]);
        return { health: one, queue: two, models: three, ratios: four };
      },
    },
    ...accountHandlers({ engine }, administrationOf),
    ...userHandlers(administrationOf),
    serviceTasks: {
      accepts: takes(fields.id, schema.tasksQuery),
      run: ([service, { whose, page, state }], signal) =>
        serviceResult(async () => {
          const { history } = await administrationOf(service, signal);
          const filter = { page, pageSize: schema.pageSizes.tasks, ...(state === '' ? {} : { state }) };
          return tasksPage(await requireMethod(history)(whose, filter), t);
        }),
    },
    serviceFigures: {
      accepts: takes(fields.id, schema.owner),
      run: ([service, whose], signal) =>
        serviceResult(async () =>
          figuresView(await requireMethod((await administrationOf(service, signal)).statistics)(whose), t),
        ),
    },
    serviceCleanUp: {
      accepts: takes(fields.id, schema.cleanUpAge),
      run: ([service, age]) =>
        serviceResult(async () => {
          const cleanup = requireMethod((await administrationOf(service)).cleanup);
          const name = nameOf(await engine.get(), service);
          const detail = t(
            'This permanently deletes tasks of all users: finished tasks in memory older than {hours} hours, and tasks in the database older than {days} days.',
            { hours: age.hours, days: age.days },
          );
          if (!(await confirmDeletion(t('Clean up {name}?', { name }), detail))) return undefined;
          return (await cleanup(age)).removed;
        }),
    },
  };
}
