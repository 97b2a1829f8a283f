/** Everything that the services declare. It does not depend on which services run. */
import * as accounts from "../services/accounts/public.ts";
import * as catalog from "../services/catalog/public.ts";
import * as contracts from "../services/contracts/public.ts";
import * as inventory from "../services/inventory/public.ts";
import * as platform from "../services/platform/public.ts";
import * as sales from "../services/sales/public.ts";
import { declaredIn } from "../shared/declarations.ts";
import type { DeclaredError } from "../shared/errors.ts";
import { grantsOf } from "../shared/grants.ts";
import type { AnyResource } from "../shared/resource/resource.ts";
import type { AnyOperation } from "../shared/service/operation.ts";

const barrels = [accounts, catalog, contracts, inventory, platform, sales];

export const resources = declaredIn<AnyResource>(barrels, "resource");
export const operations = declaredIn<AnyOperation>(barrels, "operation");
export const errors = declaredIn<DeclaredError>(barrels, "error");
/** Every scope that a key may have. */
export const scopes = [...grantsOf({ resources, operations }).keys()].sort();

const byName = new Map(operations.map((each) => [each.name, each]));

/** The declared operation of a name, such as "sales.sale.void". */
export const operationNamed = (name: string): AnyOperation | undefined => byName.get(name);
