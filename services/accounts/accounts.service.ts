import { defineService, viewOf } from "../../shared/service/define-service.ts";
import * as drawers from "./ledger/drawer.ts";
import * as figures from "./operations/account-figures.ts";
import { adjust, balances, issue } from "./operations/adjust-balance.ts";
import { bulkEdit, bulkProgressOfAccounts } from "./operations/bulk-edit.ts";
import { feed } from "./operations/change-feed.ts";
import { holdTheTender, releaseTheTender } from "./operations/hold-tender.ts";
import { makeOrganization, resolve } from "./operations/identity.ts";
import {
  change as changeAccount,
  create,
  parties,
  remove,
  shownAccounts,
} from "./operations/keep-account.ts";
import { add, changeIt, createKey, removeIt, revokeKey } from "./operations/keep-keys.ts";
import { profile } from "./operations/keep-organization.ts";
import { listCards } from "./operations/list-gift-cards.ts";
import * as operator from "./operations/operate.ts";
import { changeOne, removeOne, requestOne, steps } from "./operations/pay-out.ts";
import { run } from "./operations/payout-run.ts";
import { postTheContract } from "./operations/post-contract.ts";
import { postTheRefund, postTheSale, postTheVoid } from "./operations/post-sale.ts";
import { charge, chargeRecurringFees } from "./operations/recurring-fees.ts";
import { search, suggest } from "./operations/search-accounts.ts";
import { bookCost, compensate, countItems } from "./reactions/on-item.ts";
import { account } from "./resources/account.ts";
import { apiKey } from "./resources/api-key.ts";
import {
  balanceEntry,
  change,
  drawer,
  feedHead,
  giftCard,
  journal,
  payout,
  tenderHold,
} from "./resources/ledger.ts";
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
    drawer,
    bulkProgressOfAccounts,
    change,
    feedHead,
  ],
  views: [viewOf(account, shownAccounts)],
  chains: [{ resource: journal, per: "currency" }],
  handlers: [
    makeOrganization,
    profile,
    operator.listAll,
    operator.tenantsOf,
    operator.issue,
    operator.revoke,
    resolve,
    createKey,
    revokeKey,
    add,
    changeIt,
    removeIt,
    create,
    changeAccount,
    bulkEdit,
    search,
    suggest,
    remove,
    parties,
    figures.stats,
    figures.totals,
    figures.balances,
    adjust,
    issue,
    listCards,
    charge,
    balances,
    requestOne,
    changeOne,
    removeOne,
    ...steps,
    run,
    postTheSale,
    postTheRefund,
    postTheVoid,
    postTheContract,
    holdTheTender,
    releaseTheTender,
    drawers.close,
    drawers.reopen,
    feed,
  ],
  reactions: [countItems, bookCost, compensate],
  schedules: [chargeRecurringFees],
});
