/** The verbs and the words of the page Providers. */
export type ProvidersApi = Record<never, never>;

export interface ProvidersStrings {
  providers: string;
}
