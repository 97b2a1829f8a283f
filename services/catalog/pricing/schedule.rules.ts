/** The steps of a discount that grows with the days on the shelf (DSC-3). */

/** Steps in the order of their days, whatever order they were given in. */
export const inOrder = <S extends { after_days: number }>(schedule: readonly S[]): S[] =>
  [...schedule].sort((a, b) => a.after_days - b.after_days);
