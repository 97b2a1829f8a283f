/** Templates in the manner of two other systems for consignment shops. */
import type { Format } from "./format.rules.ts";
import { pictureHeaders } from "./pictures.rules.ts";

const shared = {
  pictures: pictureHeaders,
  account_first_name: ["Consignor first name"],
  account_last_name: ["Consignor last name"],
  account_email: ["Consignor email"],
  account_phone: ["Consignor phone"],
} as const;

/** Ricochet: consigned and retail inventory, with or without a supplier. */
export const ricochet: Format = {
  title: "Ricochet inventory",
  makes: "items",
  columns: {
    ...shared,
    sku: ["SKU", "Item number", "Item #"],
    barcode: ["UPC", "Barcode"],
    title: ["Name", "Item name", "Product name"],
    description: ["Description", "Item description"],
    price: ["Price", "Retail price", "Current price"],
    cost: ["Cost", "Cost/Net", "Net"],
    quantity: ["Quantity", "Qty", "Stock"],
    split: ["Split", "Split %", "Consignor split"],
    condition: ["Condition"],
    status: ["Status"],
    brand: ["Brand"],
    color: ["Color"],
    size: ["Size"],
    category: ["Category", "Categories"],
    tags: ["Tags"],
    vendor: ["Supplier", "Vendor", "Supplier name"],
    account_number: ["Consignor ID", "Consignor number", "Consignor #", "Account number"],
    account_name: ["Consignor", "Consignor name"],
  },
  needs: [["title"], ["price"]],
};

/** SimpleConsign: items with their consignor's number. */
export const simpleconsign: Format = {
  title: "SimpleConsign items",
  makes: "items",
  columns: {
    ...shared,
    sku: ["SKU", "Item #", "Item number", "Item no."],
    barcode: ["UPC", "User field 1", "Barcode"],
    title: ["Item name", "Title", "Name"],
    description: ["Description", "Extra information"],
    price: ["Price", "Retail", "Retail price", "Current price"],
    cost: ["Cost"],
    quantity: ["Quantity", "Qty", "Qty on hand"],
    split: ["Store split", "Split", "Consignor %", "Consignor percent", "Split %"],
    condition: ["Condition"],
    inventory_type: ["Inventory type", "Item type"],
    status: ["Status"],
    brand: ["Brand"],
    color: ["Color"],
    size: ["Size"],
    category: ["Category", "Department"],
    vendor: ["Supplier", "Vendor"],
    account_number: ["Account #", "Consignor #", "Consignor number", "Account number", "Consignor ID"],
    account_name: ["Consignor", "Consignor name", "Account name"],
  },
  needs: [["price"], ["title", "category"]],
};
