/** The declarations of contracts for other services and the gateway. */

export * from "./balance/errors.ts";
export { calendarEvent } from "./calendar-events/calendar-event.ts";
export * from "./calendar-events/declarations.ts";
export * from "./calendar-events/errors.ts";
export { calendarFeed } from "./calendar-feeds/calendar-feed.ts";
export { calendar, calendarIdOf, weekdays } from "./calendars/calendar.ts";
export * from "./calendars/declarations.ts";
export * from "./contract-terms/declarations.ts";
export { contract } from "./contracts/contract.ts";
export * from "./contracts/declarations.ts";
export * from "./estimates/declarations.ts";
export * from "./payment-methods/declarations.ts";
export { type PaymentMethod, paymentMethod } from "./payment-methods/payment-method.ts";
export { type ProviderAccount, providerAccount } from "./payment-methods/provider-account.ts";
export * from "./payments/declarations.ts";
export * from "./payments/errors.ts";
export * from "./platforms/declarations.ts";
export { type Platform, platform } from "./platforms/platform.ts";
export * from "./providers/errors.ts";
export * from "./refunds/declarations.ts";
export * from "./refunds/errors.ts";
export * from "./settlements/declarations.ts";
export * from "./transactions/declarations.ts";
export { methods, transaction } from "./transactions/transaction.ts";
export * from "./waitlist/declarations.ts";
export { type WaitlistEntry, waitlistEntry } from "./waitlist/waitlist-entry.ts";
