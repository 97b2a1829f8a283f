/** A movement of a contract's money, as written. */
import type { Entity } from "../../../shared/resource/resource.ts";
import { askedTypes, type transaction } from "./transaction.ts";

export type Transaction = Entity<typeof transaction>;

/** What distinguishes one movement from the others of its contract. */
export type Movement = Pick<Transaction, "id" | "type" | "amount" | "business_date"> & Partial<Transaction>;

/** Money is recorded by hand (CON-8). */
export const OFFLINE = "offline";

export type AskedType = (typeof askedTypes)[number];

/** The type of a movement that has a call. */
export function askedTypeOf({ type }: Pick<Transaction, "type">): AskedType {
  const asked = askedTypes.find((each) => each === type);
  if (!asked) throw new Error(`No provider is asked for a ${type}.`);
  return asked;
}

type Of = { id: string; platform_id?: string | null; currency: string };

/** Manual and complete, unless `movement` says otherwise. */
export const transactionOf = (
  { id: contract_id, platform_id = null, currency }: Of,
  movement: Movement,
): Partial<Transaction> => ({
  ...{ contract_id, platform_id, currency },
  ...{ status: "succeeded", provider: OFFLINE, provider_ref: movement.id },
  ...movement,
});
