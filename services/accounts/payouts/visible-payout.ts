import type { Reader } from "../../../shared/service/reader.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import type { Payout } from "./move-payout.ts";
import { payout } from "./payout.ts";

/** Another store's payout is not found before anything is asked of its register (PRM-4). */
export async function visiblePayout(reader: Reader, id: string): Promise<Payout | null> {
  const found = await reader.get(payout, id);
  return found && refuseHidden(payout, reader.meta, found);
}
