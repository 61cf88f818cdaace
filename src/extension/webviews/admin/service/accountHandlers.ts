/** The own account at a service: looking at it, changing it, and getting one. No password is kept here. */
import { failureFrom } from '../../../../shared/model/easelError';
import type { AccountView, ServiceApi } from '../../../../shared/protocol/service';
import type { Handlers } from '../../../../shared/protocol/rpc';
import { takeStep } from '../../../notifications/messages';
import { withField } from '../../../providers/providerEntries';
import { t } from '../../../platform/translate';
import { formatBalances } from '../../../messages/balance';
import { isId, isWord, takes } from '../../shared/guards';
import type { HandlerOptions } from '../shared/context';
import { ownSteps, errorNoticeOf } from '../providers/view';
import { providerOf, withEntries, writeEntries } from '../providers/writeEntries';
import { has, nameOf, serviceResult, type At } from './callService';
import * as guards from './guards';
import { lacksAccount, userLine } from './view';

type AccountVerbs = 'serviceAccount' | 'serviceEmail' | 'servicePassword' | 'serviceSignUp' | 'serviceStep';

export function accountHandlers(
  { engine }: Pick<HandlerOptions, 'engine'>,
  at: At,
): Pick<Handlers<ServiceApi>, AccountVerbs> {
  async function accountAt(service: string, signal: AbortSignal): Promise<AccountView> {
    const [me, easel] = [await has((await at(service, signal)).me)(), await engine.get()];
    const { id, name, email, admin } = userLine(me);
    const quota = await serviceResult(async () =>
      formatBalances(nameOf(easel, service), await easel.providers.balance(service, signal), t),
    );
    return { id, name, email, admin, quota };
  }

  return {
    serviceAccount: {
      accepts: takes(isId),
      run: async ([service], signal) => {
        try {
          return { value: await accountAt(service, signal) };
        } catch (thrown) {
          const failure = failureFrom(thrown);
          const { register } = await at(service, signal);
          return { trouble: errorNoticeOf(failure, t), mayRegister: register !== undefined && lacksAccount(failure) };
        }
      },
    },
    serviceEmail: {
      accepts: takes(isId, guards.isEmail),
      run: ([service, email]) => serviceResult(async () => void (await has((await at(service)).updateMe)({ email }))),
    },
    servicePassword: {
      accepts: takes(isId, guards.isPassword, guards.isPassword),
      run: ([service, old, wanted]) =>
        serviceResult(async () => has((await at(service)).changePassword)({ old, new: wanted })),
    },
    serviceSignUp: {
      accepts: takes(isId, guards.isUserName, guards.isPassword, guards.isEmail),
      run: ([service, name, password, email]) =>
        serviceResult(async () => {
          await has((await at(service)).register)({ name, password, ...(email === '' ? {} : { email }) });
          const easel = await engine.get();
          const { secrets } = providerOf(easel, service);
          const secret = secrets.find(({ accountOption }) => accountOption !== undefined);
          const option = secret?.accountOption;
          // The name comes first: a name without its password asks the service nothing, the other way round would.
          await writeEntries(easel, (entries) =>
            withEntries(entries, { easel, providers: easel.providers.list() }, (entry, { config }) =>
              entry && option !== undefined && config.id === service
                ? withField(entry, `options.${option}`, name)
                : entry,
            ),
          );
          await easel.providers.setSecret(service, secret?.name ?? 'password', password);
        }),
    },
    serviceStep: {
      accepts: takes(isId, isWord),
      run: ([service, action]) => {
        const step = ownSteps.find((one) => one === action);
        // What it opens may stay open for long, and shows its own troubles.
        if (step) void takeStep(step, { kind: 'auth', providerId: service }, {});
        return Promise.resolve();
      },
    },
  };
}
