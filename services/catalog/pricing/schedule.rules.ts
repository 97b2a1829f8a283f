/** The steps of a discount that grows with the days on the shelf (DSC-3). */

/** The steps, sorted by their days. */
export const inOrder = <S extends { after_days: number }>(schedule: readonly S[]): S[] =>
  [...schedule].sort((a, b) => a.after_days - b.after_days);
