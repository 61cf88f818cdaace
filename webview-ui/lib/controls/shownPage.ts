/**
 * Who gets a key on the admin page. There is one listener on the window, in `Admin.svelte`: an open dialog keeps the keys to
 * itself, else the page that is shown comes first and the admin page second. Pages and dialogs register here, so that no
 * component has to search the document for another.
 */
import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';

export type DialogName = 'keys' | 'mask' | 'cleanUp';

export interface PageHandlers {
  /** Called for a key that nothing below the focus handled and no dialog keeps. @param focus Where the focus is. */
  onKey?(event: KeyboardEvent, focus: 'header' | 'page'): void;
  /** Focuses the page's list; false if there is none. */
  focusList?(): boolean;
}

export class ShownPage {
  readonly #dialogs: { name: DialogName; element: HTMLDialogElement }[] = [];
  readonly #handlers: PageHandlers[] = [];

  /** The topmost dialog that is open. */
  get dialog(): DialogName | undefined {
    return this.#dialogs.findLast(({ element }) => element.open)?.name;
  }

  /** To be attached to a dialog: opens it as a modal one. */
  modal(name: DialogName): Attachment<HTMLDialogElement> {
    return (element) => {
      const opened = { name, element };
      this.#dialogs.push(opened);
      element.showModal();
      return () => void this.#dialogs.splice(this.#dialogs.indexOf(opened), 1);
    };
  }

  /** To be returned by `onMount`: ends with the component. What is registered last is asked first. */
  register(handlers: PageHandlers): () => void {
    this.#handlers.unshift(handlers);
    return () => void this.#handlers.splice(this.#handlers.indexOf(handlers), 1);
  }

  handleKey(event: KeyboardEvent, focus: 'header' | 'page'): void {
    for (const { onKey } of [...this.#handlers]) {
      if (event.defaultPrevented) return;
      onKey?.(event, focus);
    }
  }

  focusList(): boolean {
    return this.#handlers.some(({ focusList }) => focusList?.() === true);
  }
}

export const [useShownPage, provideShownPage] = createContext<ShownPage>();

/** Whether keys are typed into this element. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}
