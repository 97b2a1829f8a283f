import type { Reader } from "../../../shared/service/reader.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import type { Payout } from "./move-payout.ts";
import { payout } from "./payout.ts";

/** Answers 404 for a payout of another store before its register is looked up (PRM-4). */
export async function visiblePayout(reader: Reader, id: string): Promise<Payout | null> {
  const found = await reader.get(payout, id);
  return found && refuseHidden(payout, reader.meta, found);
}
