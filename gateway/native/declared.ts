/** Everything the services declare for the native API: static, whichever services happen to be up. */
import * as accounts from "../../services/accounts/public.ts";
import * as catalog from "../../services/catalog/public.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";

const isKind = (kind: string) => (value: unknown) =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === kind;

/** Declarations of a public file, those in a table of them included. */
function declarations(kind: string): unknown[] {
  return [accounts, catalog].flatMap((each) =>
    Object.values(each).flatMap((value) =>
      isKind(kind)(value)
        ? [value]
        : typeof value === "object"
          ? Object.values(value as object).filter(isKind(kind))
          : [],
    ),
  );
}

export const resources = declarations("resource") as AnyResource[];
export const operations = declarations("operation") as AnyOperation[];
