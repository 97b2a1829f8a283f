import { idOf } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { priceKind } from "./price-kind.ts";

/** Prices that every organization has (MRC-PRI-4). */
const first = [
  { code: "regular", title: "Regular", is_promotion: false },
  { code: "sale", title: "Sale", is_promotion: true },
] as const;

/** The id follows from the code, so that two who make it at once meet. One that was deleted stays deleted. */
export const beginPriceKinds = command(declared.beginPriceKinds, async (tx) => {
  const wanted = first.map((each) => ({ id: idOf(`price_kind:${tx.org.id}:${each.code}`), ...each }));
  const known = await tx.find(priceKind, {
    $or: [{ _id: { $in: wanted.map(({ id }) => id) } }, { code: { $in: wanted.map(({ code }) => code) } }],
  });
  // A kind whose code was changed keeps its id.
  const missing = wanted.filter((own) => !known.some(({ id, code }) => id === own.id || code === own.code));
  await tx.insertMany(
    priceKind,
    missing.map((each) => ({
      ...each,
      ...{ display_mode: "including-tax", currency: "USD", is_active: true },
    })),
  );
  return { made: missing.length };
});
