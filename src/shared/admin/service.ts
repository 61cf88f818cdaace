/** The verbs and the words of the page Service. */
export type ServiceApi = Record<never, never>;

export interface ServiceStrings {
  service: string;
}
