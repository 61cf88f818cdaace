/** What a configuration is moved by, and what has the focus of its line; undefined when it is not in the list. */
export function dragHandleOf(id: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-provider] .grip')].find(
    (one) => one.parentElement?.dataset['provider'] === id,
  );
}
