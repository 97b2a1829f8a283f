/** Who gets the money of a refund, if the request names somebody. */
import { invalidField } from "../../../shared/errors.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { account, giftCard } from "../../accounts/public.ts";
import type { RefundInput } from "./decide-refund.ts";

type Payee = Pick<RefundInput, "method" | "account_id" | "gift_card_id">;

/** Nothing else looks for the account or the gift card until the refund is final. A deleted account is restored by what it is owed. */
export async function findPayee(call: Call, { method, account_id, gift_card_id }: Payee): Promise<void> {
  if (method === "store_credit") {
    const [found] = await call(account.actions.many, { ids: [account_id!] });
    if (!found) throw referenceNotFound([{ pointer: "/account_id", what: "account" }]);
  }
  if (method === "gift_card") {
    const [found] = await call(giftCard.actions.many, { ids: [gift_card_id!] });
    if (!found || found.deleted_at)
      throw referenceNotFound([{ pointer: "/gift_card_id", what: "gift card" }]);
  }
}

export function checkPayee({ method, account_id, gift_card_id }: Payee): void {
  if (method === "store_credit" && !account_id)
    throw invalidField("/account_id", "required", "A refund to store_credit requires an account.");
  if (method === "gift_card" && !gift_card_id)
    throw invalidField("/gift_card_id", "required", "A refund to a gift_card requires a gift card.");
}
