import { ArgumentError } from '../../parameters/parseArguments';
import { t } from '../../platform/translate';

/** The parsed input; undefined if it is invalid. The tool rejects it when invoked, so there is nothing to confirm. */
export function validInput<Input>(parse: () => Input): Input | undefined {
  try {
    return parse();
  } catch (thrown) {
    if (thrown instanceof ArgumentError) return undefined;
    throw thrown;
  }
}

export function canceledMessage(): string {
  return t('Canceled before anything was sent. No image was generated, and nothing was charged.');
}
