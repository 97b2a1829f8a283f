import { idOf } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { paymentMethodKind } from "./payment-method-kind.ts";
import { shippingMethod } from "./shipping-method.ts";

type First = { code: string; name: string; provider_key?: string };

/** Methods that every organization has (MRC-SEED-1); none of them charges anything until somebody says what. */
const shipping: readonly First[] = [
  { code: "flat-rate", name: "Flat rate", provider_key: "flat-rate" },
  { code: "pick-up", name: "Pick-up" },
];
const paying: readonly First[] = [
  { code: "wire-transfer", name: "Wire transfer" },
  { code: "cash-on-delivery", name: "Cash on delivery", provider_key: "cash-on-delivery" },
  { code: "card", name: "Card" },
];

/** The id follows from the code, so that two who make it at once meet. */
const rowsOf = ({ org }: Tx, kind: string, first: readonly First[]) =>
  first.map((each) => ({
    ...each,
    ...{ id: idOf(`${kind}:${org.id}:${each.code}`), business_unit_id: null },
  }));

type Row = ReturnType<typeof rowsOf>[number];

/** Those rows and all that the root has, deleted ones included. */
const nearTo = (rows: readonly Row[]) => ({
  $or: [{ _id: { $in: rows.map(({ id }) => id) } }, { business_unit_id: null }],
});

/** One that was deleted stays deleted, and one of the same code takes its place. */
function lacking(rows: readonly Row[], known: readonly { id: string; code: string }[]): Row[] {
  const taken = new Set(known.flatMap(({ id, code }) => [id, code.toLowerCase()]));
  return rows.filter(({ id, code }) => !taken.has(id) && !taken.has(code));
}

export const beginSellingTerms = command(declared.beginSellingTerms, async (tx) => {
  const sent = rowsOf(tx, shippingMethod.name, shipping);
  const paid = rowsOf(tx, paymentMethodKind.name, paying);
  const methods = lacking(sent, await tx.find(shippingMethod, nearTo(sent)));
  const kinds = lacking(paid, await tx.find(paymentMethodKind, nearTo(paid)));
  await tx.insertMany(shippingMethod, methods);
  await tx.insertMany(paymentMethodKind, kinds);
  return { made: methods.length + kinds.length };
});
