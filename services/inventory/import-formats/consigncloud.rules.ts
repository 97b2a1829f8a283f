import type { Format } from "./format.rules.ts";
import { pictureHeaders } from "./pictures.rules.ts";

/** The item export and upload template of ConsignCloud, and the names of its API. */
export const consigncloudItems: Format = {
  title: "ConsignCloud items",
  makes: "items",
  columns: {
    key: ["Id", "Item id"],
    sku: ["SKU", "Item SKU"],
    barcode: ["Barcode", "UPC"],
    title: ["Title"],
    description: ["Description"],
    details: ["Details"],
    price: ["Tag price", "Current price", "Price"],
    cost: ["Cost per", "Cost per item", "Cost"],
    quantity: ["Quantity", "Qty"],
    split: ["Split", "Consignor split", "Account split"],
    condition: ["Condition"],
    inventory_type: ["Inventory type", "Type"],
    status: ["Status"],
    brand: ["Brand"],
    color: ["Color", "Colour"],
    size: ["Size"],
    category: ["Category"],
    tags: ["Tags"],
    account_number: ["Account number", "Account #", "Account no."],
    pictures: pictureHeaders,
    account_name: ["Account", "Account name", "Consignor"],
    account_email: ["Account email"],
    account_phone: ["Account phone", "Account phone number"],
  },
  needs: [["price"], ["title", "category"]],
};

/** The same of accounts. */
export const consigncloudAccounts: Format = {
  title: "ConsignCloud accounts",
  makes: "accounts",
  columns: {
    key: ["Id", "Account id"],
    number: ["Number", "Account number", "Account #"],
    name: ["Name", "Account name"],
    first_name: ["First name"],
    last_name: ["Last name"],
    company: ["Company", "Company name"],
    email: ["Email", "Email address"],
    phone: ["Phone", "Phone number"],
    split: ["Default split", "Split"],
    tags: ["Tags"],
    address_line_1: ["Address line 1", "Address", "Street"],
    address_line_2: ["Address line 2"],
    city: ["City"],
    region: ["State", "Region", "Province"],
    zip: ["Postal code", "Zip", "Zip code"],
    country: ["Country"],
  },
  needs: [["name", "first_name", "last_name", "company"]],
};
