export interface ZoneApi {
  /** Sets the user's time zone (IANA name), by which days are counted and times are written. */
  inZone(name: string): Promise<void>;
}
