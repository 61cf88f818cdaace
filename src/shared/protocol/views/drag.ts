/** Images that are dragged out of a page into an editor: the type of what they carry, a JSON list of their ids. */
export const imageMime = 'application/vnd.easel.pictures';
