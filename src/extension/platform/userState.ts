/** State that is kept between sessions, such as the user's last choices; never a key. */
import type * as vscode from 'vscode';
import type { ReferenceImage } from '../../shared/model/jobs';
import type { Choices } from '../parameters/parameters';
import type { Replacement } from './replacement';
import { isRecord } from '../parameters/parseArguments';

/** New images and edits are stored separately: they have other parameters and often other providers. */
export type Purpose = 'generate' | 'edit';

export interface UserState {
  choices(providerId: string, purpose?: Purpose): Choices;
  saveChoices(providerId: string, choices: Choices, purpose?: Purpose): Promise<void>;
  /**
   * The provider chosen last, unless the default has changed since then: a change of the
   * default in the settings takes effect at once.
   */
  provider(defaultId: string, purpose?: Purpose): string | undefined;
  saveProvider(providerId: string, defaultId: string, purpose?: Purpose): Promise<void>;
  forgetProvider(): Promise<void>;
  /** Replaced originals, one list for each replacement, the latest last. */
  replacements(): Replacement[][];
  saveReplacements(steps: readonly Replacement[][]): Promise<void>;
  /** Hashes of stored images that this state refers to. */
  referencedHashes(): string[];
  /** Size and limit in bytes at the last notice about the size of the history. */
  sizeNotice(): { bytes: number; limit: number } | undefined;
  saveSizeNotice(notice: { bytes: number; limit: number }): Promise<void>;
  /** The time zone of the last page, unparsed. */
  timeZone(): unknown;
  saveTimeZone(name: string): Promise<void>;
  /** A recently chosen input image: pages know it by its hash alone. */
  reference(hash: string): ReferenceImage | undefined;
  saveReferences(references: readonly ReferenceImage[]): Promise<void>;
}

// An ID has no slash.
const choicesKey = (providerId: string, purpose: Purpose): string =>
  purpose === 'generate' ? `choices/${providerId}` : `choices/${providerId}/${purpose}`;
const providerKey = (purpose: Purpose): string => (purpose === 'generate' ? 'provider' : `provider/${purpose}`);
const replacementsKey = 'replacements';
const referencesKey = 'references';
const sizeNoticeKey = 'large';
const timeZoneKey = 'timeZone';
/** More than a user works with at a time. */
const maxReferences = 100;

export function createUserState(state: vscode.Memento): UserState {
  return {
    choices(providerId, purpose = 'generate') {
      const kept = state.get(choicesKey(providerId, purpose));
      return isRecord(kept) ? kept : {};
    },
    saveChoices: async (providerId, choices, purpose = 'generate') =>
      state.update(choicesKey(providerId, purpose), choices),
    provider(defaultId, purpose = 'generate') {
      const kept = state.get(providerKey(purpose));
      if (!isRecord(kept) || kept['defaultId'] !== defaultId) return undefined;
      return typeof kept['providerId'] === 'string' ? kept['providerId'] : undefined;
    },
    saveProvider: async (providerId, defaultId, purpose = 'generate') =>
      state.update(providerKey(purpose), { providerId, defaultId }),
    forgetProvider: async () => {
      await state.update(providerKey('generate'), undefined);
      await state.update(providerKey('edit'), undefined);
    },
    replacements: () => state.get<Replacement[][]>(replacementsKey) ?? [],
    saveReplacements: async (steps) => state.update(replacementsKey, steps),
    referencedHashes: () => [
      ...(state.get<Replacement[][]>(replacementsKey) ?? [])
        .flat()
        .flatMap(({ kept, result }) => [kept.hash, ...(result ? [result.hash] : [])]),
      ...(state.get<ReferenceImage[]>(referencesKey) ?? []).map(({ hash }) => hash),
    ],
    sizeNotice: () => state.get(sizeNoticeKey),
    saveSizeNotice: async (notice) => state.update(sizeNoticeKey, notice),
    timeZone: () => state.get(timeZoneKey),
    saveTimeZone: async (name) => state.update(timeZoneKey, name),
    reference: (hash) => state.get<ReferenceImage[]>(referencesKey)?.find((one) => one.hash === hash),
    saveReferences: async (references) => {
      const hashes = new Set(references.map(({ hash }) => hash));
      const others = (state.get<ReferenceImage[]>(referencesKey) ?? []).filter(({ hash }) => !hashes.has(hash));
      await state.update(referencesKey, [...references, ...others].slice(0, maxReferences));
    },
  };
}
