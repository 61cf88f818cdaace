/** The table of provider × case that a run prints. Pure. */

/** What became of a case at a provider; `absent` says why the service does not have it. */
export type Mark = { kind: 'held'; note?: string } | { kind: 'failed' } | { kind: 'absent'; why: string };

export interface Row {
  name: string;
  marks: ReadonlyMap<string, Mark>;
}

/**
 * One line for each provider, one column for each case, and below the reasons of the gaps.
 * A case that was not run (a part of the suite was asked for) has a dot.
 */
export function tableOf(rows: readonly Row[], cases: readonly string[]): string[] {
  const reasons: string[] = [];
  const first = Math.max(...rows.map(({ name }) => name.length));
  const cell = (mark: Mark | undefined): string => {
    switch (mark?.kind) {
      case undefined:
        return '·';
      case 'held':
        return mark.note ? `✓ ${mark.note}` : '✓';
      case 'failed':
        return '✘';
      case 'absent': {
        if (!reasons.includes(mark.why)) reasons.push(mark.why);
        return `– ${reasons.indexOf(mark.why) + 1}`;
      }
    }
  };
  const body = rows.map(({ name, marks }) => [name, ...cases.map((one) => cell(marks.get(one)))]);
  const widths = ['', ...cases].map((title, index) =>
    index === 0 ? first : Math.max(title.length, ...body.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(['', ...cases]), ...body.map(line), ...reasons.map((why, index) => `– ${index + 1}: ${why}`)];
}
