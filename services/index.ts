/** The services by name, each with its definition: read by the process that hosts them. */
import { accounts } from "./accounts/accounts.service.ts";
import { catalog } from "./catalog/catalog.service.ts";
import { contracts } from "./contracts/contracts.service.ts";
import { inventory } from "./inventory/inventory.service.ts";
import { platform } from "./platform/platform.service.ts";
import { sales } from "./sales/sales.service.ts";

export const services = { accounts, catalog, contracts, inventory, platform, sales } as const;
