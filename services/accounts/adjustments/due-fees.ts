/** Accounts with fees that may be due on a date. */
export const dueOn = (date: string) => ({
  "recurring_fees.0": { $exists: true },
  $or: [{ fees_charged_on: null }, { fees_charged_on: { $lt: date } }],
});
