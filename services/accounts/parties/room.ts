import { room } from "../../../shared/service/room.ts";
import { recordAccount, recordAccounts } from "./record-accounts.ts";
import { removeAccount } from "./remove-account.ts";
import { closeBusinessCustomer, removeBusinessCustomer } from "./remove-business-customer.ts";
import { removeContact } from "./remove-contact.ts";
import { restoreAccount, restoreBusinessCustomer, restoreContact } from "./restore-parties.ts";

export const partiesRoom = room({
  handlers: [
    ...[removeAccount, removeContact, removeBusinessCustomer, closeBusinessCustomer],
    recordAccount,
    ...[restoreAccount, restoreContact, restoreBusinessCustomer],
  ],
  schedules: [recordAccounts],
});
