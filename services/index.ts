/** The five services by name, and what they declare: read by the process that hosts them and by the gateway. */
import { accounts } from "./accounts/accounts.service.ts";
import { catalog } from "./catalog/catalog.service.ts";

export const services = { accounts, catalog } as const;
export type ServiceName = keyof typeof services;
