/** Pictures that are dragged out of a page into an editor: the type of what they carry, a JSON list of their ids. */
export const pictureMime = 'application/vnd.easel.pictures';
