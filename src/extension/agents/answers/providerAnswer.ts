/** What an agent is told about a provider: its price, its models and the values of its parameters. Pure. */
import type { KindLimits, ProviderView } from '../../../engine/surface/providers';
import { factLine, nameAndText } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';
import { formatDatedCost } from '../../messages/money';

export interface ProviderFacts {
  provider: ProviderView;
  /** Whether it is used when no provider is named. */
  isDefault: boolean;
  /** Whether the keys that it requires are set. */
  isReady: boolean;
  generate?: KindLimits;
  edit?: KindLimits;
}

/** A provider with the values that its parameters can have. */
export function providerAnswer({ provider, isDefault, isReady, generate, edit }: ProviderFacts, t: Translate): string {
  const { config, models, offline } = provider;
  const model = models.find((one) => one.name === config.model) ?? models[0];
  const marks = [
    ...(isDefault ? [t('default when no provider is named')] : []),
    ...(offline ? [t('placeholder drawings, not AI')] : []),
    ...(isReady ? [] : [t('its key isn\'t set; the user can set it with "Easel: Set Provider Key"')]),
  ];
  const others = models.map((one) => one.name).filter((name) => name !== model?.name);
  const details = [
    t('Price per image: {price}', { price: formatDatedCost(model?.price, { calls: 1, images: 1 }, t) }),
    ...(model ? [nameAndText('model', [model.name, ...others.slice(0, 12)].join(', '), t)] : []),
    ...(generate ? [nameAndText(t('New images'), limitsLine(generate), t)] : []),
    ...(edit ? [nameAndText(t('Edits'), limitsLine(edit), t)] : []),
  ];
  return [
    factLine([`${config.name} (provider: ${JSON.stringify(config.id)})`, ...marks]),
    ...details.map((detail) => `  ${detail}`),
  ].join('\n');
}

/** By the names of the arguments of the tools, not translated. */
function limitsLine(limits: KindLimits): string {
  const list = (name: string, values: readonly string[] | undefined): string[] =>
    values && values.length > 0 ? [`${name} ${values.join(' | ')}`] : [];
  const { freeSize, references } = limits;
  return [
    ...list('aspectRatio', limits.ratios),
    ...(freeSize ? [`size ${freeSize.min}–${freeSize.max} px, multiples of ${freeSize.multipleOf}`] : []),
    ...list('resolution', limits.resolutions),
    ...list('quality', limits.qualities),
    ...list('background', limits.backgrounds),
    ...list('outputFormat', limits.outputFormats),
    ...(limits.negativePrompt ? ['negativePrompt'] : []),
    ...(limits.seed ? ['seed'] : []),
    ...(references ? [`images and references ≤ ${references.max}`] : []),
    ...(limits.promptLength === undefined ? [] : [`prompt ≤ ${limits.promptLength}`]),
  ].join('; ');
}
