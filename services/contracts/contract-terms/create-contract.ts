import { command } from "../../../shared/service/operation.ts";
import { refuseLeaving, requireUsers } from "../offers/parties.ts";
import * as declared from "./declarations.ts";
import { draftContract } from "./draft-contract.ts";
import { ratesOf, wholeTerms } from "./whole-terms.ts";

export const createContract = command(declared.createContract, {
  async gather(call, input, { org }, reader) {
    const { platform_id = null, user_id = null, due_at, notes, recurrence, currency, ...terms } = input;
    const author = user_id ? [{ pointer: "/user_id", id: user_id }] : [];
    const [rates, whole, users] = await Promise.all([
      ratesOf(reader, platform_id, org),
      wholeTerms(call, terms, { platform_id, before: null }),
      requireUsers(call, platform_id, author),
    ]);
    if (user_id) refuseLeaving(users, user_id);
    const { platform_fee_ppm, processor } = whole;
    return {
      ...whole,
      platform_fee_ppm: platform_fee_ppm ?? rates.platform_fee_ppm,
      processor: processor ?? rates.processor,
    };
  },
  run: (tx, { platform_id = null, user_id = null, due_at = null, notes = null, ...rest }, terms) => {
    const { recurrence = null, currency } = rest;
    const own = { platform_id, user_id, due_at, notes, recurrence };
    return draftContract(tx, { ...own, currency: currency ?? tx.org.currency, terms });
  },
});
