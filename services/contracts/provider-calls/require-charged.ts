import { fail } from "../../../shared/errors.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { transaction } from "../transactions/transaction.ts";
import { askProviderCall } from "./declarations.ts";

/** The provider may tell what became of a charge before its answer to the charge has come. */
export async function requireCharged({ reader, call }: FlowContext, id: string): Promise<void> {
  const { status } = await reader.load(transaction, id);
  if (status === "pending") await call(askProviderCall, { id });
  const now = await reader.load(transaction, id);
  if (now.status !== "succeeded")
    throw fail("conflict", "This charge is not known to have succeeded.", { status: now.status });
}
