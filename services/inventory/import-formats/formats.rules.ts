/** The formats by the name of their importer. */
import { consigncloudAccounts, consigncloudItems } from "./consigncloud.rules.ts";
import { ricochet, simpleconsign } from "./consignment.rules.ts";
import type { Format } from "./format.rules.ts";
import { plainAccounts, plainItems } from "./plain.rules.ts";
import { shopify } from "./shopify.rules.ts";
import { square } from "./square.rules.ts";
import { woocommerce } from "./woocommerce.rules.ts";

const table = {
  items: plainItems,
  accounts: plainAccounts,
  shopify,
  woocommerce,
  square,
  consigncloud_items: consigncloudItems,
  consigncloud_accounts: consigncloudAccounts,
  ricochet,
  simpleconsign,
} as const satisfies { readonly [kind: string]: Format };

export type ImportKind = keyof typeof table;
export const formats: { readonly [kind in ImportKind]: Format } = table;
export const importKinds = Object.keys(table) as ImportKind[];
