/** A contract as it is shown and told, and the refusals that its operations share. */
import { fail } from "../../../shared/errors.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { contract } from "./contract.ts";
import { isOverdue } from "./contract-status.rules.ts";
import type { ContractView } from "./declarations.ts";

export type Contract = Entity<typeof contract>;

/** With what depends on the hour, without what is hidden. */
export const viewAt = (row: Contract, now: string): ContractView => ({
  ...visibleOf(contract, row),
  overdue: isOverdue(row, now),
});

/** The event about a contract, with the contract after it. */
export const telling =
  <E extends EventDeclaration<{ contract: ContractView }>>(event: E, now: string) =>
  (after: Contract) => ({ event, data: { contract: viewAt(after, now) } });

/** 422 that names the field: well-formed, but impossible. */
export const impossible = (pointer: string, code: string, message: string): Error =>
  fail("unprocessable", message, { errors: [{ pointer, code, message }] });

/** Without the fields that a change does not name. */
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
