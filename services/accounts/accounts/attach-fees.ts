/** Keeps the recurring fees of an account across its changes (BAL-2). */
import { newId } from "../../../shared/ids.ts";
import type { Account } from "./account.ts";

type Fee = Account["recurring_fees"][number];
/** A fee in a request, before the server adds its id and dates. */
type GivenFee = Pick<Fee, "name" | "amount" | "cycle"> & { [K in keyof Fee]?: Fee[K] | undefined };

/** A fee keeps its id and its first day if a change contains its id or its name. */
export function attachFees(fees: readonly GivenFee[], before: readonly Fee[], date: string): Fee[] {
  const left = [...before];
  const take = (same: (old: Fee) => boolean): Fee | undefined => {
    const at = left.findIndex(same);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  return fees.map((fee) => {
    const old =
      take((each) => each.id !== null && each.id === fee.id) ?? take(({ name }) => name === fee.name);
    const { every_weeks = null, day_of_month = null, starts_on = null } = fee;
    const kept = { id: old?.id ?? newId(), attached_on: old?.attached_on ?? date };
    return { ...fee, every_weeks, day_of_month, starts_on, ...kept };
  });
}
