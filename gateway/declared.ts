/** Everything the services declare: static, whichever services happen to be up. */
import * as accounts from "../services/accounts/public.ts";
import * as catalog from "../services/catalog/public.ts";
import * as contracts from "../services/contracts/public.ts";
import * as inventory from "../services/inventory/public.ts";
import * as platform from "../services/platform/public.ts";
import * as sales from "../services/sales/public.ts";
import type { DeclaredError } from "../shared/errors.ts";
import type { AnyResource } from "../shared/resource/resource.ts";
import type { AnyOperation } from "../shared/service/operation.ts";

type Declared = { kind?: unknown };
const isObject = (value: unknown): value is Declared =>
  (typeof value === "object" || typeof value === "function") && value !== null;

/** Declarations of the public files, those in a table of them included. */
function declarations(kind: string): unknown[] {
  return [accounts, catalog, contracts, inventory, platform, sales]
    .flatMap((each) => Object.values(each).filter(isObject))
    .flatMap((value) => (value.kind === undefined ? Object.values(value).filter(isObject) : [value]))
    .filter((value) => value.kind === kind);
}

export const resources = declarations("resource") as AnyResource[];
export const operations = declarations("operation") as AnyOperation[];
export const errors = declarations("error") as DeclaredError[];

const byName = new Map(operations.map((each) => [each.name, each]));

/** The declared operation of a name, such as "sales.sale.void". */
export const operationNamed = (name: string): AnyOperation | undefined => byName.get(name);
