/** The services by name. A process loads those that it hosts: code of the others would be a third of its start. */
const loading = {
  accounts: async () => (await import("./accounts/accounts.service.ts")).accounts,
  catalog: async () => (await import("./catalog/catalog.service.ts")).catalog,
  contracts: async () => (await import("./contracts/contracts.service.ts")).contracts,
  inventory: async () => (await import("./inventory/inventory.service.ts")).inventory,
  platform: async () => (await import("./platform/platform.service.ts")).platform,
  sales: async () => (await import("./sales/sales.service.ts")).sales,
} as const;

export type ServiceName = keyof typeof loading;

export const loadService = (name: ServiceName) => loading[name]();

/** For what concerns the stored data of all of them. */
export const loadServices = () => Promise.all(Object.values(loading).map((load) => load()));
