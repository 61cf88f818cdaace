import * as vscode from 'vscode';
import type { Translate } from '../../shared/format/translate';

/** Translates with `l10n/bundle.l10n.<language>.json`. */
export const t: Translate = (message, values) =>
  values === undefined ? vscode.l10n.t(message) : vscode.l10n.t(message, values);
