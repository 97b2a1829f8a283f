import { fail } from "../../../shared/errors.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { transaction } from "../transactions/transaction.ts";
import { askProviderCall } from "./declarations.ts";

/** The provider may tell what became of a charge or transfer before its answer to the call has come. */
export async function requireMoved({ reader, call }: FlowContext, id: string): Promise<void> {
  const { status, type } = await reader.load(transaction, id);
  if (status === "pending") await call(askProviderCall, { id });
  const now = await reader.load(transaction, id);
  if (now.status !== "succeeded")
    throw fail("conflict", `This ${type} is not known to have succeeded.`, { status: now.status });
}
