import { defineService } from "../../shared/service/define-service.ts";
import { makeOrganization, resolve } from "./operations/identity.ts";
import { account } from "./resources/account.ts";
import { apiKey } from "./resources/api-key.ts";
import { balanceEntry, change, giftCard, journal, payout, tenderHold } from "./resources/ledger.ts";
import { member, user } from "./resources/member.ts";
import { organization } from "./resources/organization.ts";

export const accounts = defineService({
  name: "accounts",
  resources: [
    organization,
    user,
    member,
    apiKey,
    account,
    journal,
    balanceEntry,
    payout,
    giftCard,
    tenderHold,
    change,
  ],
  chains: [{ resource: journal, per: "currency" }],
  handlers: [makeOrganization, resolve],
});
