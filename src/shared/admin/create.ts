/** The verbs and the words of the page Create. */
export type CreateApi = Record<never, never>;

export interface CreateStrings {
  create: string;
}
