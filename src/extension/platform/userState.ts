/** What Easel remembers of a person's choices between two times; never a key. */
import type * as vscode from 'vscode';
import type { ReferenceImage } from '../../shared/model/jobs';
import type { Choices } from '../parameters/choices';
import type { Replacement } from './replacement';
import { isRecord } from '../parameters/parseArguments';

/** New images and edits are remembered apart: they have other parameters and often other providers. */
export type Purpose = 'generate' | 'edit';

export interface UserState {
  choices(providerId: string, purpose?: Purpose): Choices;
  keepChoices(providerId: string, choices: Choices, purpose?: Purpose): Promise<void>;
  /**
   * The provider that was chosen last, as long as the default is still the one that it was chosen over: a change of the
   * default in the settings counts at once.
   */
  provider(defaultId: string, purpose?: Purpose): string | undefined;
  keepProvider(providerId: string, defaultId: string, purpose?: Purpose): Promise<void>;
  forgetProvider(): Promise<void>;
  /** Originals that were replaced, step by step, the latest last. */
  replacements(): Replacement[][];
  keepReplacements(steps: readonly Replacement[][]): Promise<void>;
  /** Hashes of images in the vault that something here stands for. */
  named(): string[];
  /** Bytes at which the person was last told that the history takes much room, and the limit then; in bytes. */
  largeTold(): { bytes: number; limit: number } | undefined;
  keepLargeTold(told: { bytes: number; limit: number }): Promise<void>;
  /** The time zone in which pages were shown last, unparsed. */
  zone(): unknown;
  keepZone(name: string): Promise<void>;
  /** An image to start from that was chosen lately: pages know it by its hash alone. */
  reference(hash: string): ReferenceImage | undefined;
  keepReferences(references: readonly ReferenceImage[]): Promise<void>;
}

// An id has no slash.
const choicesKey = (providerId: string, purpose: Purpose): string =>
  purpose === 'generate' ? `choices/${providerId}` : `choices/${providerId}/${purpose}`;
const providerKey = (purpose: Purpose): string => (purpose === 'generate' ? 'provider' : `provider/${purpose}`);
const replacementsKey = 'replacements';
const referencesKey = 'references';
const largeKey = 'large';
const zoneKey = 'timeZone';
/** More images than anybody has before the eyes at a time. */
const maxReferences = 100;

export function createUserState(state: vscode.Memento): UserState {
  return {
    choices(providerId, purpose = 'generate') {
      const kept = state.get(choicesKey(providerId, purpose));
      return isRecord(kept) ? kept : {};
    },
    keepChoices: async (providerId, choices, purpose = 'generate') =>
      state.update(choicesKey(providerId, purpose), choices),
    provider(defaultId, purpose = 'generate') {
      const kept = state.get(providerKey(purpose));
      if (!isRecord(kept) || kept['defaultId'] !== defaultId) return undefined;
      return typeof kept['providerId'] === 'string' ? kept['providerId'] : undefined;
    },
    keepProvider: async (providerId, defaultId, purpose = 'generate') =>
      state.update(providerKey(purpose), { providerId, defaultId }),
    forgetProvider: async () => {
      await state.update(providerKey('generate'), undefined);
      await state.update(providerKey('edit'), undefined);
    },
    replacements: () => state.get<Replacement[][]>(replacementsKey) ?? [],
    keepReplacements: async (steps) => state.update(replacementsKey, steps),
    named: () => [
      ...(state.get<Replacement[][]>(replacementsKey) ?? [])
        .flat()
        .flatMap(({ kept, result }) => [kept.hash, ...(result ? [result.hash] : [])]),
      ...(state.get<ReferenceImage[]>(referencesKey) ?? []).map(({ hash }) => hash),
    ],
    largeTold: () => state.get(largeKey),
    keepLargeTold: async (told) => state.update(largeKey, told),
    zone: () => state.get(zoneKey),
    keepZone: async (name) => state.update(zoneKey, name),
    reference: (hash) => state.get<ReferenceImage[]>(referencesKey)?.find((one) => one.hash === hash),
    keepReferences: async (references) => {
      const hashes = new Set(references.map(({ hash }) => hash));
      const others = (state.get<ReferenceImage[]>(referencesKey) ?? []).filter(({ hash }) => !hashes.has(hash));
      await state.update(referencesKey, [...references, ...others].slice(0, maxReferences));
    },
  };
}
