import { sentenceOf } from '../../state/history.svelte';

/** What is asked of the service, one thing at a time, and what is told of it. */
export class Asking {
  isBusy = $state(false);
  told = $state.raw({ text: '', isTrouble: false });

  /** @param work Gives what is told when it has worked; nothing where that shows by itself. */
  async run(work: () => Promise<string>): Promise<void> {
    this.isBusy = true;
    this.told = { text: '', isTrouble: false };
    try {
      this.told = { text: await work(), isTrouble: false };
    } catch (thrown) {
      this.told = { text: sentenceOf(thrown), isTrouble: true };
    }
    this.isBusy = false;
  }
}
