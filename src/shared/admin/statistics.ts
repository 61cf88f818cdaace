/** The verbs and the words of the page Statistics. */
export type StatisticsApi = Record<never, never>;

export interface StatisticsStrings {
  statistics: string;
}
