export * from "./address.ts";
export * from "./bytes.ts";
export * from "./field.ts";
export * from "./formats.ts";
export * from "./formatted-kinds.ts";
export * from "./kinds.ts";
export * from "./nested-kinds.ts";
export * from "./tables.ts";
export { compileInput, completeGroup, MOST_VIOLATIONS, type Violation } from "./validate.ts";
