export * from "./field.ts";
export * from "./formats.ts";
export * from "./kinds.ts";
export { compileInput, type Violation } from "./validate.ts";
