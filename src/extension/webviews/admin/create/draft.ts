/** Resolves a draft of the page: provider, model, parameters and images. */
import type { Easel } from '../../../../engine/surface/easel';
import type { ProviderView } from '../../../../engine/surface/providers';
import type { KindLimits, Model } from '../../../../providers/contract/provider';
import type { CreateDraft } from '../../../../shared/protocol/create';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { ChoiceField, Choices } from '../../../parameters/choices';
import {
  editCapableProviders,
  editChoices,
  editTargetOf,
  type EditTarget,
} from '../../../requests/editing/editSelection';
import type { UserState, Purpose } from '../../../platform/userState';
import {
  capableProviders,
  choicesFor,
  defaultProvider,
  targetOf,
  type Target,
} from '../../../requests/providerSelection';
import { readValues } from './values';

/** What the parts of the page work with. */
export interface CreateContext {
  easel: Easel;
  userState: UserState;
}

export interface Decided {
  kind: Purpose;
  /** All providers that can be chosen. */
  providers: ProviderView[];
  /** ID of the default. */
  usualId?: string;
  /** The requested provider that can't do it. */
  unable?: ProviderView;
  references: ReferenceImage[];
  mask?: ReferenceImage;
  /** Undefined: there is no provider for it. */
  aim?: Aim;
}

/** The provider and the parameters. */
export interface Aim {
  provider: ProviderView;
  model?: Model;
  limits: KindLimits;
  fields: ChoiceField[];
  choices: Choices;
  /** Typed values that the model does not accept. */
  wrong: Record<string, string>;
  target: { kind: 'generate'; target: Target } | { kind: 'edit'; target: EditTarget };
}

/** Images that are no longer known are left out: the list of references is limited. */
export function decide({ easel, userState }: CreateContext, draft: CreateDraft): Decided {
  const references = draft.references.flatMap((hash) => userState.reference(hash) ?? []);
  const mask = draft.mask === undefined ? undefined : userState.reference(draft.mask);
  const makers = capableProviders(easel);
  const editors = editCapableProviders(easel);
  const all = easel.providers.list().filter((one) => [...makers, ...editors].some(isSame(one)));
  const wished = all.find(({ config }) => config.id === draft.providerId);
  const isEdit =
    references.length > 0 || (wished ? !makers.some(isSame(wished)) : makers.length === 0 && editors.length > 0);
  const kind: Purpose = isEdit ? 'edit' : 'generate';
  const able = isEdit ? editors : makers;
  const isAble = wished !== undefined && able.some(isSame(wished));
  const usual = defaultProvider(able);
  const remembered = usual && userState.provider(usual.config.id, kind);
  const provider = isAble ? wished : (able.find(({ config }) => config.id === remembered) ?? usual);
  return {
    kind,
    providers: references.length > 0 ? editors : all,
    references,
    ...(mask ? { mask } : {}),
    ...(usual ? { usualId: usual.config.id } : {}),
    ...(wished && !isAble ? { unable: wished } : {}),
    ...(provider ? { aim: aimAt({ easel, userState }, { kind, provider, values: draft.values }) } : {}),
  };
}

function isSame({ config }: ProviderView): (other: ProviderView) => boolean {
  return (other) => other.config.id === config.id;
}

interface Wished {
  kind: Purpose;
  provider: ProviderView;
  values: Record<string, string> | undefined;
}

function aimAt({ easel, userState }: CreateContext, { kind, provider, values }: Wished): Aim {
  const { id } = provider.config;
  const wanted = values ? values['model'] : userState.choices(id, kind).model;
  const isKnown = provider.models.some(
    ({ name, kinds }) => name === wanted && (kinds[kind] ?? (kind === 'edit' && kinds.batch)),
  );
  const asked: Choices = isKnown && wanted !== undefined ? { model: wanted } : {};
  if (kind === 'generate') {
    const target = targetOf(easel, provider, asked);
    const read = values ? readValues(values, target.fields) : { choices: choicesFor(target, userState), wrong: {} };
    return aim({ kind, target }, target.limits, read);
  }
  const target = editTargetOf(easel, provider, asked);
  const read = values ? readValues(values, target.fields) : { choices: editChoices(target, userState), wrong: {} };
  return aim({ kind, target }, target.limits.edit ?? target.limits.batch ?? { count: 1 }, read);
}

function aim(target: Aim['target'], limits: KindLimits, read: Pick<Aim, 'choices' | 'wrong'>): Aim {
  const { provider, fields, model } = target.target;
  return { provider, limits, fields, target, ...read, ...(model ? { model } : {}) };
}
