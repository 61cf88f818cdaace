/** Names of keys on this platform's keyboard. */
export const isMac = navigator.userAgent.includes('Macintosh');

const macKeys: Readonly<Record<string, string>> = { 'Ctrl+': '⌘', 'Alt+': '⌥', 'Shift+': '⇧', Delete: '⌫' };

export function keyLabel(text: string): string {
  return isMac ? text.replace(/(Ctrl|Alt|Shift)\+|^Delete$/g, (key) => macKeys[key] ?? key) : text;
}
