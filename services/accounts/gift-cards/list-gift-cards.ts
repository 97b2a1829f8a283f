/** PRM-4: the list of cards shows sales of all stores. A member of any store may look up one card by its code. */
import { fail } from "../../../shared/errors.ts";
import type { ListQuery } from "../../../shared/page.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { giftCard } from "../credit/gift-card.ts";
import * as declared from "./declarations.ts";

const namesCode = ({ conditions = [] }: ListQuery): boolean =>
  conditions.some(({ field, op }) => field === "code" && op === "eq");

export const listGiftCards = query(declared.listGiftCards, async (reader, input) => {
  const asked = listQueryOf(input);
  if (reader.meta.store_ids && !namesCode(asked))
    throw fail("forbidden", "You are restricted to some stores: look a gift card up by its code.", {
      errors: [{ pointer: "code", code: "required", message: "Give the code of one gift card." }],
    });
  return reader.page(giftCard, asked);
});
