import { room } from "../../../shared/service/room.ts";
import { accountBalances } from "./account-balances.ts";
import { accountStats } from "./account-stats.ts";
import { accountTotals } from "./account-totals.ts";

export const figuresRoom = room({ handlers: [accountStats, accountTotals, accountBalances] });
