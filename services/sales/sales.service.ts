import { defineService } from "../../shared/service/define-service.ts";
import { complete, finalize } from "./operations/finalize-sale.ts";
import { editSale, noteSale, openSale, quote } from "./operations/open-sale.ts";
import { recordOutside, returnOutside } from "./operations/outside-sale.ts";
import { discard, endHolds, park, unpark } from "./operations/park-sale.ts";
import { getLine, listLines } from "./operations/read-lines.ts";
import { refundIt } from "./operations/refund-sale.ts";
import { closeRegister, openRegister, sessionAt } from "./operations/register-session.ts";
import { figures, report, trends } from "./operations/reports.ts";
import { ringUp } from "./operations/ring-up.ts";
import { trade } from "./operations/trade-outside.ts";
import { voidIt } from "./operations/void-sale.ts";
import { refund, register, registerSession, sale } from "./resources/sale.ts";
import { checkout } from "./sagas/checkout.ts";
import { closing } from "./sagas/close-register.ts";
import { leaving, parking } from "./sagas/park.ts";
import { refunding } from "./sagas/refund.ts";
import { trading } from "./sagas/trade.ts";
import { voiding } from "./sagas/void.ts";

export const sales = defineService({
  name: "sales",
  resources: [sale, refund, register, registerSession],
  handlers: [
    openSale,
    editSale,
    noteSale,
    quote,
    finalize,
    complete,
    ringUp,
    listLines,
    getLine,
    trends,
    report,
    figures,
    recordOutside,
    returnOutside,
    trade,
    park,
    unpark,
    discard,
    voidIt,
    refundIt,
    openRegister,
    closeRegister,
    sessionAt,
  ],
  sagas: [checkout, parking, leaving, voiding, refunding, closing, trading],
  schedules: [endHolds],
});
