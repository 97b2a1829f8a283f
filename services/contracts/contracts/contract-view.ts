/** A contract in answers and events, and refusals that several operations use. */
import { fail } from "../../../shared/errors.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { contract } from "./contract.ts";
import { isOverdue } from "./contract-status.rules.ts";
import type { ContractView } from "./declarations.ts";

export type Contract = Entity<typeof contract>;

/** Adds the fields that depend on the time of day, and removes the hidden ones. */
export const viewAt = (row: Contract, now: string): ContractView => ({
  ...visibleOf(contract, row),
  overdue: isOverdue(row, now),
});

/** The event about a contract, which contains the contract after the change. */
export const telling =
  <E extends EventDeclaration<{ contract: ContractView }>>(event: E, now: string) =>
  (after: Contract) => ({ event, data: { contract: viewAt(after, now) } });

/** A 422 that names the field. */
export const impossible = (pointer: string, code: string, message: string): Error =>
  fail("unprocessable", message, { errors: [{ pointer, code, message }] });

/** Without undefined fields. */
export const defined = <T extends object>(input: T): Partial<T> =>
  Object.fromEntries(Object.entries(input).filter(([, each]) => each !== undefined)) as Partial<T>;

/** MON-2: amounts of a request are in the contract's currency. */
export function requireCurrency(given: string | null | undefined, currency: string, pointer: string): void {
  if (!given || given === currency) return;
  const message = `This contract is in ${currency}.`;
  throw fail("currency_mismatch", message, {
    errors: [{ pointer, code: "currency_mismatch", message }],
  });
}
