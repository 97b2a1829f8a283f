import { room } from "../../../shared/service/room.ts";
import { journal } from "./journal.ts";
import { ledgerBalances } from "./ledger-balances.ts";

export const ledgerRoom = room({
  resources: [journal],
  chains: [{ resource: journal, per: "currency" }],
  handlers: [ledgerBalances],
});
