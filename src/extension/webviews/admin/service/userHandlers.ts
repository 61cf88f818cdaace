/** Handlers of a service's users, for its administrators. No password is stored. */
import { failureFrom } from '../../../../shared/model/easelError';
import type { Balance } from '../../../../engine/surface/providers';
import type { QuotaLine, ServiceApi } from '../../../../shared/protocol/pages/service';
import type { Failure } from '../../../../shared/model/failure';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { failureText } from '../../../notifications/messages';
import { t } from '../../../platform/translate';
import { requireMethod, confirmDeletion, serviceResult, type AdministrationOf } from './callService';
import { quotaLine, userLine } from './view';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type UserMethods =
  'serviceUsers' | 'serviceRegister' | 'serviceToggle' | 'serviceDeleteUser' | 'serviceQuotas' | 'serviceSetQuota';

/** Concurrent requests for quotas, which limits the load on a small service. */
const maxConcurrent = 4;

export function userHandlers(administrationOf: AdministrationOf): Pick<Handlers<ServiceApi>, UserMethods> {
  const { users: size } = schema.pageSizes;
  return {
    serviceUsers: {
      accepts: takes(fields.id, fields.offset),
      run: ([service, skip], signal) =>
        serviceResult(async () => {
          // The service does not report a total: one more than shown tells whether there are more.
          const found = await requireMethod((await administrationOf(service, signal)).users)({ skip, limit: size + 1 });
          return { users: found.slice(0, size).map(userLine), hasMore: found.length > size };
        }),
    },
    serviceRegister: {
      accepts: takes(fields.id, schema.userName, schema.password, schema.email),
      run: ([service, name, password, email]) =>
        serviceResult(async () => {
          const account = { name, password, ...(email === '' ? {} : { email }) };
          await requireMethod((await administrationOf(service)).register)(account);
        }),
    },
    serviceToggle: {
      accepts: takes(fields.id, schema.userId, schema.userFlag),
      run: ([service, userId, what]) =>
        serviceResult(async () => {
          const { toggleActive, toggleAdmin } = await administrationOf(service);
          return requireMethod(what === 'active' ? toggleActive : toggleAdmin)(userId);
        }),
    },
    serviceDeleteUser: {
      accepts: takes(fields.id, schema.userId, schema.userName),
      run: ([service, userId, name]) =>
        serviceResult(async () => {
          const deleteUser = requireMethod((await administrationOf(service)).deleteUser);
          const detail = t('This permanently deletes the account. The user can no longer sign in.');
          if (!(await confirmDeletion(t('Delete user {name}?', { name }), detail))) return false;
          await deleteUser(userId);
          return true;
        }),
    },
    serviceQuotas: {
      accepts: takes(fields.id, schema.userIds),
      run: async ([service, userIds], signal) => {
        const { userQuota } = await administrationOf(service, signal);
        return userQuota && quotasOf(userIds, userQuota);
      },
    },
    serviceSetQuota: {
      accepts: takes(fields.id, schema.userId, schema.quota),
      run: ([service, userId, { daily, monthly }]) =>
        serviceResult(async () => {
          const balances = await requireMethod((await administrationOf(service)).setUserQuota)(userId, {
            daily: daily ?? 'unlimited',
            monthly: monthly ?? 'unlimited',
          });
          return quotaLine(userId, balances, t);
        }),
    },
  };
}

/** @returns Undefined if the service requireMethod no such call; a failed quota requireMethod its error. */
async function quotasOf(
  userIds: readonly string[],
  ask: (userId: string) => Promise<Balance[]>,
): Promise<QuotaLine[] | undefined> {
  const lineOf = async (userId: string): Promise<QuotaLine | undefined> => {
    try {
      return quotaLine(userId, await ask(userId), t);
    } catch (thrown) {
      const failure = failureFrom(thrown);
      return isNoSuchCall(failure) ? undefined : { userId, text: failureText(failure), isError: true };
    }
  };
  const lines: QuotaLine[] = [];
  // The first call alone shows whether the service requireMethod it.
  for (let from = 0; from < userIds.length; from += from === 0 ? 1 : maxConcurrent) {
    const some = await Promise.all(userIds.slice(from, from === 0 ? 1 : from + maxConcurrent).map(lineOf));
    for (const line of some) {
      if (!line) return undefined;
      lines.push(line);
    }
  }
  return lines;
}

/** A deleted user is a 404 as well, with a message of the service. */
function isNoSuchCall({ status, kind }: Failure): boolean {
  return (status === 404 || status === 405) && kind !== 'bad-request';
}
