import * as z from 'zod/mini';
import { message } from '../../shared/format/translate';
import { option } from '../contract/options';

const pixels = z.int().check(z.positive());

/** The options of this type. */
export const optionsSchema = z.strictObject({
  username: option(z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(50))), {
    title: message('User name'),
    description: message("Account at the service. Not needed if the service doesn't ask you to sign in."),
    essential: 'asked',
    whenEmpty: message('Leave empty if the service has no sign-in'),
  }),
  auth: option(z._default(z.enum(['auto', 'on', 'off']), 'auto'), {
    title: message('Sign-in'),
    description: message('Whether Easel signs in. `auto` asks the service.'),
  }),
  ratios: option(
    z._default(z.record(z.string().check(z.minLength(1), z.maxLength(40)), z.tuple([pixels, pixels])), {}),
    {
      title: message('Additional aspect ratios'),
      description: message(
        'Ratios that this server has besides the usual seven, in pixels: `{ "21:9": [2016, 864] }`.',
      ),
    },
  ),
});

export type QwenOptions = z.infer<typeof optionsSchema>;
