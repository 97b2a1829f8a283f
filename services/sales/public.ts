/** What others may know of sales: the declarations of its rooms. */
export * from "./channels/declarations.ts";
export * from "./checkout/declarations.ts";
export * from "./checkout/errors.ts";
export * from "./outside/declarations.ts";
export * from "./parking/declarations.ts";
export * from "./refunds/declarations.ts";
export * from "./refunds/errors.ts";
export { refund } from "./refunds/refund.ts";
export * from "./registers/declarations.ts";
export { register } from "./registers/register.ts";
export { registerSession } from "./registers/register-session.ts";
export * from "./reports/declarations.ts";
export * from "./sales/declarations.ts";
export { channels, paymentTypes, sale } from "./sales/sale.ts";
export { saleLine } from "./sales/sale-line.ts";
export * from "./voids/declarations.ts";
