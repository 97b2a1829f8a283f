import { told } from "../../../shared/explanation.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { explainShares } from "../../sales/public.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import * as declared from "./declarations.ts";
import { balanceStep, explained } from "./explain-entry.rules.ts";
import { loadOrigins } from "./load-origins.ts";
import { entrySentences } from "./sentences.ts";

type Entry = Entity<typeof balanceEntry>;

export const explainEntry = query(declared.explainEntry, async (reader, { id }, call) => {
  const entry = await reader.load(balanceEntry, id);
  const { currency, amount } = entry;
  const originOf = await loadOrigins(reader, [entry]);
  const { lines, own } = explained(entry, { ...originOf(entry), shares: await sharesOf(call, entry) });
  const steps = [
    ...lines.flatMap((line) => line.steps),
    ...told([...own, balanceStep(entry)], entrySentences, currency),
  ];
  return { balance_entry_id: id, currency, amount, steps };
});

async function sharesOf(call: Call, { type, ref: { id }, account_id }: Entry) {
  if (type === "sale") return call(explainShares, { sale_id: id, account_id });
  return type === "refund" ? call(explainShares, { refund_id: id, account_id }) : undefined;
}
