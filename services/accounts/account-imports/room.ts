import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { createAccount } from "../accounts/declarations.ts";
import * as declared from "./declarations.ts";
import { matchAccounts } from "./match-accounts.ts";
import { takeInAccount } from "./take-in-account.ts";

export const accountImportsRoom = room({
  handlers: [
    ...[matchAccounts, takeInAccount],
    importsRows(declared.importAccounts, createAccount),
    importsRows(declared.takeInAccounts, declared.takeInAccount),
  ],
});
