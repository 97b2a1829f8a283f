import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { availabilityRoom } from "./availability/room.ts";
import { availabilitySetsRoom } from "./availability-sets/room.ts";
import { bookableRoom } from "./bookable/room.ts";
import { calendarEventsRoom } from "./calendar-events/room.ts";
import { calendarFeedsRoom } from "./calendar-feeds/room.ts";
import { calendarsRoom } from "./calendars/room.ts";
import { cartsRoom } from "./carts/room.ts";
import { contractTermsRoom } from "./contract-terms/room.ts";
import { contractsRoom } from "./contracts/room.ts";
import { disputesRoom } from "./disputes/room.ts";
import { estimatesRoom } from "./estimates/room.ts";
import { paymentMethodsRoom } from "./payment-methods/room.ts";
import { paymentsRoom } from "./payments/room.ts";
import { platformsRoom } from "./platforms/room.ts";
import { providerCallsRoom } from "./provider-calls/room.ts";
import { providerEventsRoom } from "./provider-events/room.ts";
import { providerOutcomesRoom } from "./provider-outcomes/room.ts";
import { providerRefundsRoom } from "./provider-refunds/room.ts";
import { providerReversalsRoom } from "./provider-reversals/room.ts";
import { providersRoom } from "./providers/room.ts";
import { refundsRoom } from "./refunds/room.ts";
import { returnedRefundsRoom } from "./returned-refunds/room.ts";
import { settlementsRoom } from "./settlements/room.ts";
import { subscriptionInvoicesRoom } from "./subscription-invoices/room.ts";
import { subscriptionsRoom } from "./subscriptions/room.ts";
import { teamsRoom } from "./teams/room.ts";
import { transactionsRoom } from "./transactions/room.ts";
import { waitlistRoom } from "./waitlist/room.ts";

/** Marketplaces: their platforms, and the bills with their payments, settlements and refunds; and what can be booked. */
export const contracts = serviceOf("contracts", [
  platformsRoom,
  waitlistRoom,
  providersRoom,
  paymentMethodsRoom,
  providerEventsRoom,
  estimatesRoom,
  calendarsRoom,
  calendarFeedsRoom,
  calendarEventsRoom,
  contractsRoom,
  contractTermsRoom,
  cartsRoom,
  transactionsRoom,
  providerCallsRoom,
  paymentsRoom,
  settlementsRoom,
  refundsRoom,
  returnedRefundsRoom,
  disputesRoom,
  providerRefundsRoom,
  providerReversalsRoom,
  providerOutcomesRoom,
  subscriptionsRoom,
  subscriptionInvoicesRoom,
  availabilitySetsRoom,
  teamsRoom,
  bookableRoom,
  availabilityRoom,
]);

export default serviceSchema(contracts);
