/** LAY-5: the due date is a day of the store, today or later. */
import { addDays } from "../../../shared/dates.ts";
import { invalidField } from "../../../shared/errors.ts";

/** Ten years. */
const LONGEST_DAYS = 3653;

export function refuseDueDate(due_date: string, { business_date }: { business_date: string }): void {
  if (due_date < business_date) throw invalidField("/due_date", "in_the_past", "'due_date' has passed.");
  if (due_date > addDays(business_date, LONGEST_DAYS))
    throw invalidField("/due_date", "too_late", "'due_date' is more than ten years from now.");
}
