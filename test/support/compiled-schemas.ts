import type { Ajv2020, ValidateFunction } from "ajv/dist/2020.js";

/** Checks by the address of their schema, each compiled once: answers are checked by the thousand. */
export function compiledBy(ajv: Ajv2020): (address: string) => ValidateFunction {
  const checks = new Map<string, ValidateFunction>();
  return (address) => {
    const known = checks.get(address);
    if (known) return known;
    const check = ajv.compile({ $ref: address });
    checks.set(address, check);
    return check;
  };
}
