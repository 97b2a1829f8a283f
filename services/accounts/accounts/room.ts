import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { account } from "./account.ts";
import { bulkEditAccounts, bulkProgressOfAccounts } from "./bulk-edit-accounts.ts";
import { changeAccount } from "./change-account.ts";
import { createAccount } from "./create-account.ts";
import { loadParties } from "./load-parties.ts";
import { searchAccounts } from "./search-accounts.ts";
import { shownAccounts } from "./shown-accounts.ts";
import { suggestAccounts } from "./suggest-accounts.ts";

export const accountsRoom = room({
  resources: [account, bulkProgressOfAccounts],
  views: [viewOf(account, shownAccounts)],
  handlers: [createAccount, changeAccount, bulkEditAccounts, loadParties, searchAccounts, suggestAccounts],
});
