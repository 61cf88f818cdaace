/** The drag handle of a provider, which takes the focus of its row; undefined if it is not in the list. */
export function dragHandleOf(id: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-provider] .grip')].find(
    (one) => one.parentElement?.dataset['provider'] === id,
  );
}
