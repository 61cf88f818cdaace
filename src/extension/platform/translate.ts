import * as vscode from 'vscode';
import type { Translate } from '../../shared/format/translate';

/** The person's language, from `l10n/bundle.l10n.<language>.json`. */
export const t: Translate = (message, values) =>
  values === undefined ? vscode.l10n.t(message) : vscode.l10n.t(message, values);
