/** Media type of images dragged from a page to an editor: a JSON list of their IDs. Unchanged since 0.1. */
export const imageMime = 'application/vnd.easel.pictures';
