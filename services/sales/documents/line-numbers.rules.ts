/** Lines are numbered 1…n without gaps, in the order in which they were added (MRC-LIN-2). */
export const numbered = <L extends { line_number: number }>(lines: readonly L[]): L[] =>
  lines.map((line, i) => ({ ...line, line_number: i + 1 }));
