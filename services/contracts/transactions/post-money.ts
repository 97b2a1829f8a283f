/** The step after every pivot that moves money: accounts posts it, each movement once. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Step } from "../../../shared/saga/saga.ts";
import { type ContractPosting, postContract } from "../../accounts/public.ts";
import type { transaction } from "./transaction.ts";

/** For as long as money is recorded by hand (CON-8). */
export const OFFLINE = "offline";

export type Posting = { postings?: ContractPosting[] };

/** Named by its transaction, which is unique: however often it is asked, the ledger has it once (LED-3). */
export const postingOf = (
  { id, contract_id, business_date, currency }: Entity<typeof transaction>,
  fact: ContractPosting["fact"],
): ContractPosting => ({ ref: { kind: "transaction", id }, contract_id, business_date, currency, fact });

export const postMoney: Step<Posting> = {
  name: "post_money",
  async run({ call }, { postings = [] }) {
    if (postings.length) await call(postContract, { postings });
    return undefined;
  },
};
