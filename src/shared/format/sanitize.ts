/**
 * Texts of others (prompts, words of services) in places where VS Code reads more than words in them. Pure.
 */

/** For rows of lists: `$(sync~spin)` stays these characters and does not become an icon. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** For messages: VS Code makes links of `[words](address)`, and those of messages may even run commands. */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
