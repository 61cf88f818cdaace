/** The ways in which nothing happens. */
import { ArgumentError } from '../../parameters/parseArguments';
import { t } from '../../platform/translate';

/** What was parsed; undefined for input that the tool refuses when it is run, so that nobody has to confirm it. */
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
