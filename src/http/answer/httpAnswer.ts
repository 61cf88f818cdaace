/** A complete HTTP answer, as providers read it. */
export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** MIME type in lower case without parameters; empty if the header is missing. */
  type: string;
  bytes: Uint8Array;
  host: string;
  requestId?: string;
  paid: boolean;
  text(): string;
  /** @throws EaselError `bad-answer` when the body is not JSON (`html-answer` for a page of a proxy, `cut-answer`) or too large. */
  json(): unknown;
}
