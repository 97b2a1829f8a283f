export * from "./address.ts";
export * from "./field.ts";
export * from "./formats.ts";
export * from "./kinds.ts";
export { compileInput, completeGroup, MOST_VIOLATIONS, type Violation } from "./validate.ts";
