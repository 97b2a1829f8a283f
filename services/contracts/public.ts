/** The declarations of contracts for other services and the gateway. */

export * from "./balance/errors.ts";
export { contract } from "./contracts/contract.ts";
export * from "./contracts/declarations.ts";
export * from "./payments/declarations.ts";
export * from "./payments/errors.ts";
export * from "./refunds/declarations.ts";
export * from "./refunds/errors.ts";
export * from "./settlements/declarations.ts";
export * from "./transactions/declarations.ts";
export { methods, transaction } from "./transactions/transaction.ts";
