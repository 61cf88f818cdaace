/** Handlers of the user's account administrationOf a service. No password is stored. */
import { failureFrom } from '../../../../shared/model/easelError';
import type { AccountView, ServiceApi } from '../../../../shared/protocol/pages/service';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { runAction } from '../../../notifications/messages';
import { withField } from '../../../providers/providerEntries';
import { t } from '../../../platform/translate';
import { formatBalances } from '../../../messages/balance';
import type { HandlerOptions } from '../shared/context';
import { ownSteps, errorNoticeOf } from '../providers/view';
import { providerOf, withEntries, writeEntries } from '../providers/writeEntries';
import { requireMethod, nameOf, serviceResult, type AdministrationOf } from './callService';
import { lacksAccount, userLine } from './view';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

type AccountMethods = 'serviceAccount' | 'serviceEmail' | 'servicePassword' | 'serviceSignUp' | 'serviceStep';

export function accountHandlers(
  { engine }: Pick<HandlerOptions, 'engine'>,
  administrationOf: AdministrationOf,
): Pick<Handlers<ServiceApi>, AccountMethods> {
  async function readAccount(service: string, signal: AbortSignal): Promise<AccountView> {
    const [me, easel] = [await requireMethod((await administrationOf(service, signal)).me)(), await engine.get()];
    const { id, name, email, admin } = userLine(me);
    const quota = await serviceResult(async () =>
      formatBalances(nameOf(easel, service), await easel.providers.balance(service, signal), t),
    );
    return { id, name, email, admin, quota };
  }

  return {
    serviceAccount: {
      accepts: takes(fields.id),
      run: async ([service], signal) => {
        try {
          return { value: await readAccount(service, signal) };
        } catch (thrown) {
          const failure = failureFrom(thrown);
          const { register } = await administrationOf(service, signal);
          return { error: errorNoticeOf(failure, t), mayRegister: register !== undefined && lacksAccount(failure) };
        }
      },
    },
    serviceEmail: {
      accepts: takes(fields.id, schema.email),
      run: ([service, email]) =>
        serviceResult(async () => void (await requireMethod((await administrationOf(service)).updateMe)({ email }))),
    },
    servicePassword: {
      accepts: takes(fields.id, schema.password, schema.password),
      run: ([service, old, wanted]) =>
        serviceResult(async () =>
          requireMethod((await administrationOf(service)).changePassword)({ old, new: wanted }),
        ),
    },
    serviceSignUp: {
      accepts: takes(fields.id, schema.userName, schema.password, schema.email),
      run: ([service, name, password, email]) =>
        serviceResult(async () => {
          await requireMethod((await administrationOf(service)).register)({
            name,
            password,
            ...(email === '' ? {} : { email }),
          });
          const easel = await engine.get();
          const { secrets } = providerOf(easel, service);
          const secret = secrets.find(({ accountOption }) => accountOption !== undefined);
          const option = secret?.accountOption;
          // The name is written first: a name without a password makes no call, a password without a name would.
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
      accepts: takes(fields.id, fields.stepAction),
      run: ([service, action]) => {
        const step = ownSteps.find((one) => one === action);
        // Not awaited: what it opens may stay open, and shows its own errors.
        if (step) void runAction(step, { kind: 'auth', providerId: service }, {});
        return Promise.resolve();
      },
    },
  };
}
