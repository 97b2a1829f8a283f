/** The step after every pivot that moves money: accounts posts each movement once. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Step } from "../../../shared/saga/saga.ts";
import { type ContractPosting, postContract } from "../../accounts/public.ts";
import type { transaction } from "./transaction.ts";

export type Posting = { postings?: ContractPosting[] };

/** The posting has the id of its transaction, so that a repetition posts nothing (LED-3). */
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
