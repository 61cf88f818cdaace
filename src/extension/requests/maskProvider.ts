/** Which provider an edit with a mask is sent to. Pure. */
import type { Easel } from '../../engine/surface/easel';
import type { ProviderView } from '../../engine/surface/providers';
import type { UserState } from '../platform/userState';

export interface MaskProvider {
  provider: ProviderView;
  /** The model to choose; left out if the one that the provider uses anyway supports masks. */
  model?: string;
}

export interface MaskContext {
  easel: { providers: Pick<Easel['providers'], 'default' | 'limits'> };
  userState: Pick<UserState, 'choices'>;
}

/**
 * The preferred provider if it has its key and a model that supports masks, else the first such one in the order in which
 * providers are tried.
 */
export function chooseMaskProvider(
  context: MaskContext,
  preferred: ProviderView | undefined,
): MaskProvider | undefined {
  const own = preferred && !preferred.missingSecret ? withMaskModel(context, preferred) : undefined;
  if (own) return own;
  const other = context.easel.providers.default('edit', 'mask')?.provider;
  return other && withMaskModel(context, other);
}

function withMaskModel({ easel, userState }: MaskContext, provider: ProviderView): MaskProvider | undefined {
  const { id } = provider.config;
  const chosen = userState.choices(id, 'edit').model;
  const used = provider.models.some(({ name }) => name === chosen) ? chosen : undefined;
  if (easel.providers.limits(id, 'edit', used)?.mask === true) return { provider };
  const model = provider.models.find(({ kinds }) => kinds.edit?.mask === true)?.name;
  return model === undefined ? undefined : { provider, model };
}
