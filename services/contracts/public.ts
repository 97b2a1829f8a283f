/** The declarations of contracts for other services and the gateway. */

export * from "./availability/declarations.ts";
export { type AvailabilityRule, availabilityRule } from "./availability-sets/availability-rule.ts";
export {
  type AvailabilityRuleSet,
  availabilityRuleSet,
} from "./availability-sets/availability-rule-set.ts";
export * from "./balance/errors.ts";
export { type BookableResource, bookableResource } from "./bookable/bookable-resource.ts";
export { type BookingTag, bookingTag } from "./bookable/booking-tag.ts";
export * from "./bookable/declarations.ts";
export { type ResourceType, resourceType } from "./bookable/resource-type.ts";
export { type CalendarEvent, calendarEvent } from "./calendar-events/calendar-event.ts";
export * from "./calendar-events/declarations.ts";
export * from "./calendar-events/errors.ts";
export { calendarFeed } from "./calendar-feeds/calendar-feed.ts";
export { calendar, calendarIdOf, weekdays } from "./calendars/calendar.ts";
export * from "./calendars/declarations.ts";
export { type Cart, cart, cartIdOf } from "./carts/cart.ts";
export * from "./carts/declarations.ts";
export * from "./contract-terms/declarations.ts";
export { contract } from "./contracts/contract.ts";
export * from "./contracts/declarations.ts";
export * from "./disputes/declarations.ts";
export { dispute } from "./disputes/dispute.ts";
export * from "./estimates/declarations.ts";
export * from "./payment-methods/declarations.ts";
export { type PaymentMethod, paymentMethod } from "./payment-methods/payment-method.ts";
export { type ProviderAccount, providerAccount } from "./payment-methods/provider-account.ts";
export * from "./payments/declarations.ts";
export * from "./payments/errors.ts";
export * from "./platforms/declarations.ts";
export * from "./platforms/errors.ts";
export { type Platform, platform, providerOf } from "./platforms/platform.ts";
export { askProviderCall, resolveProviderCall } from "./provider-calls/declarations.ts";
export { type ProviderCall, providerCall } from "./provider-calls/provider-call.ts";
export * from "./provider-events/declarations.ts";
export * from "./provider-refunds/declarations.ts";
export * from "./provider-reversals/declarations.ts";
export * from "./providers/errors.ts";
export * from "./refunds/declarations.ts";
export * from "./refunds/errors.ts";
export * from "./returned-refunds/declarations.ts";
export * from "./settlements/declarations.ts";
export * from "./subscriptions/declarations.ts";
export * from "./subscriptions/errors.ts";
export { type Subscription, subscription } from "./subscriptions/subscription.ts";
export * from "./teams/declarations.ts";
export { type Team, team } from "./teams/team.ts";
export { type TeamMember, teamMember } from "./teams/team-member.ts";
export { type TeamRole, teamRole } from "./teams/team-role.ts";
export * from "./transactions/declarations.ts";
export { methods, transaction } from "./transactions/transaction.ts";
export * from "./waitlist/declarations.ts";
export { type WaitlistEntry, waitlistEntry } from "./waitlist/waitlist-entry.ts";
