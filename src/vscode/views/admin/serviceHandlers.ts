/** How the verbs of the page Service are served. Nothing is kept here: least of all a password. */
import * as vscode from 'vscode';
import type { Easel, ServiceAdministration } from '../../../core/easel';
import { fail, failureFrom } from '../../../core/failure';
import type { ServiceApi, Told } from '../../../shared/admin/service';
import type { Handlers } from '../../../shared/rpc';
import { failureText } from '../../messages';
import { t } from '../../translate';
import { balanceWords } from '../../words/balanceWords';
import { isId, isOffset, takes } from '../adminGuards';
import type { HandlerOptions } from '../adminHandlers';
import * as guards from './serviceGuards';
import { figuresView, healthView, modelsView, queueView, ratiosView, tasksPage, userLine } from './serviceView';

type Options = Pick<HandlerOptions, 'engine'>;

export function serviceHandlers({ engine }: Options): Handlers<ServiceApi> {
  const at: At = async (service, signal) => (await engine.get()).administration(service, signal);
  return {
    services: { accepts: takes(), run: async () => (await engine.get()).services() },
    addService: {
      accepts: takes(),
      run: () => {
        void vscode.commands.executeCommand('easel.addProvider');
        return Promise.resolve();
      },
    },
    serviceState: {
      accepts: takes(isId),
      run: async ([service], signal) => {
        const { health, queue, models, ratios } = await at(service, signal);
        const [one, two, three, four] = await Promise.all([
          told(async () => healthView(await has(health)(), t)),
          told(async () => queueView(await has(queue)(), t)),
          told(async () => modelsView(await has(models)())),
          told(async () => ratiosView(await has(ratios)())),
        ]);
        return { health: one, queue: two, models: three, ratios: four };
      },
    },
    ...accountHandlers({ engine }, at),
    ...userHandlers(at),
    serviceTasks: {
      accepts: takes(isId, guards.isTasksWish),
      run: async ([service, { whose, page, state }], signal) => {
        const { history } = await at(service, signal);
        const filter = { page, pageSize: guards.pageSizes.tasks, ...(state === '' ? {} : { state }) };
        return tasksPage(await has(history)(whose, filter), t);
      },
    },
    serviceFigures: {
      accepts: takes(isId, guards.isWhose),
      run: async ([service, whose], signal) => figuresView(await has((await at(service, signal)).statistics)(whose), t),
    },
    serviceCleanUp: {
      accepts: takes(isId, guards.isCleanUpAge),
      run: async ([service, age]) => {
        const cleanup = has((await at(service)).cleanup);
        const name = nameOf(await engine.get(), service);
        const detail = t(
          'For all users: finished tasks in memory older than {hours} h, and tasks in the database older than {days} days, are deleted for good.',
          { hours: age.hours, days: age.days },
        );
        if (!(await isMeant(t('Clean up {name}?', { name }), detail))) return undefined;
        return (await cleanup(age)).removed;
      },
    },
  };
}

/** What only asks is given the signal of its call; what changes something is not stopped half way by a closed page. */
type At = (service: string, signal?: AbortSignal) => Promise<ServiceAdministration>;
type AccountVerbs = 'serviceAccount' | 'serviceEmail' | 'servicePassword';

function accountHandlers({ engine }: Options, at: At): Pick<Handlers<ServiceApi>, AccountVerbs> {
  return {
    serviceAccount: {
      accepts: takes(isId),
      run: async ([service], signal) => {
        const [me, easel] = [await has((await at(service, signal)).me)(), await engine.get()];
        const { id, name, email, admin } = userLine(me);
        return { id, name, email, admin, quota: await told(() => quotaOf(easel, service, signal)) };
      },
    },
    serviceEmail: {
      accepts: takes(isId, guards.isEmail),
      run: async ([service, email]) => void (await has((await at(service)).updateMe)({ email })),
    },
    servicePassword: {
      accepts: takes(isId, guards.isPassword, guards.isPassword),
      run: async ([service, old, wanted]) => has((await at(service)).changePassword)({ old, new: wanted }),
    },
  };
}

type UserVerbs = 'serviceUsers' | 'serviceRegister' | 'serviceToggle' | 'serviceDeleteUser';

function userHandlers(at: At): Pick<Handlers<ServiceApi>, UserVerbs> {
  const { users: size } = guards.pageSizes;
  return {
    serviceUsers: {
      accepts: takes(isId, isOffset),
      run: async ([service, skip], signal) => {
        // The service does not tell how many there are: one more than is shown says whether there are more.
        const found = await has((await at(service, signal)).users)({ skip, limit: size + 1 });
        return { users: found.slice(0, size).map(userLine), hasMore: found.length > size };
      },
    },
    serviceRegister: {
      accepts: takes(isId, guards.isUserName, guards.isPassword, guards.isEmail),
      run: async ([service, name, password, email]) => {
        const account = { name, password, ...(email === '' ? {} : { email }) };
        await has((await at(service)).register)(account);
      },
    },
    serviceToggle: {
      accepts: takes(isId, guards.isUserId, guards.isToggle),
      run: async ([service, userId, what]) => {
        const { toggleActive, toggleAdmin } = await at(service);
        return has(what === 'active' ? toggleActive : toggleAdmin)(userId);
      },
    },
    serviceDeleteUser: {
      accepts: takes(isId, guards.isUserId, guards.isUserName),
      run: async ([service, userId, name]) => {
        const deleteUser = has((await at(service)).deleteUser);
        const detail = t('The account is deleted at the service, for good. Whoever uses it can not sign in any more.');
        if (!(await isMeant(t('Delete the user {name}?', { name }), detail))) return false;
        await deleteUser(userId);
        return true;
      },
    },
  };
}

/** @throws EaselError `unsupported` when the service does not have it. */
function has<Method>(method: Method | undefined): Method {
  if (method === undefined) throw fail('unsupported');
  return method;
}

/** One question that fails leaves the others their answers. */
async function told<Value>(ask: () => Promise<Value>): Promise<Told<Value>> {
  try {
    return { value: await ask() };
  } catch (thrown) {
    return { trouble: failureText(failureFrom(thrown)) };
  }
}

async function quotaOf(easel: Easel, service: string, signal: AbortSignal): Promise<string> {
  return balanceWords(nameOf(easel, service), await easel.balance(service, signal), t);
}

function nameOf(easel: Easel, service: string): string {
  return easel.services().find(({ id }) => id === service)?.name ?? service;
}

/** What can not be undone is asked for outside of the page. */
async function isMeant(question: string, detail: string): Promise<boolean> {
  const yes = t('Delete');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
