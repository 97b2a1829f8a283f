/** Names in documents, derived from names in code. */

/** "balance_entry" → "BalanceEntry". */
export const pascal = (name: string): string =>
  name.replace(/(^|_)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());

/** "ring_up" → "ringUp". */
export const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** "api_keys" → "API keys", "lay_by_payments" → "lay-by payments". */
export const worded = (name: string): string =>
  name
    .replaceAll("_", " ")
    .replace(/\blay by\b/, "lay-by")
    .replace(/\b(api|bom|sku)(s?)\b/, (_, short: string, many: string) => short.toUpperCase() + many);

/** "api_keys" → "API keys", "sale_lines" → "Sale lines". */
export const titled = (name: string): string =>
  worded(name).replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** "an item", "a sale". */
export const withArticle = (name: string): string => `${/^[aeio]/i.test(name) ? "an" : "a"} ${name}`;

/** Operation ids that differ from verb and noun: `One` and `Many` are the noun. */
const ids: Readonly<Record<string, string>> = {
  list: "listMany",
  change: "updateOne",
  remove: "deleteOne",
  balances: "listOneBalances",
  stats: "getOneStats",
  totals: "getOneTotals",
  quality: "getOneQuality",
  report: "getManyReport",
  trends: "getManyTrends",
  bulk_edit: "bulkEditMany",
  move_many: "moveMany",
  in_use: "getOneUsage",
  import: "importMany",
  run: "runMany",
  run_part: "runOne",
  change_profile: "updateOneProfile",
  rotate_secret: "rotateOneSecret",
  suggest_price: "suggestOnePrice",
  price_suggestions: "suggestOnePrices",
  reapply_terms: "reapplyOneTerms",
  add_line: "addOneLine",
  change_line: "updateOneLine",
  remove_line: "deleteOneLine",
  lines: "listOneLines",
  add_output: "addOneOutput",
  change_output: "updateOneOutput",
  remove_output: "deleteOneOutput",
  promise: "getOnePromise",
  summary: "getOneSummary",
  suggestions: "listOneSuggestions",
  requirements: "getOneRequirements",
  tree: "getOneTree",
  offered: "listMany",
  new_customers: "listNewCustomers",
  new_deals: "listNewDeals",
  next_interactions: "listNextInteractions",
  features: "listOneFeatures",
  set_grants: "setOneGrants",
  put_line: "putOneLine",
  put_adjustment: "putOneAdjustment",
  remove_adjustment: "deleteOneAdjustment",
  put_address: "putOneAddress",
  remove_address: "deleteOneAddress",
  put_shipment: "putOneShipment",
  remove_shipment: "deleteOneShipment",
  put_payment: "putOnePayment",
  remove_payment: "deleteOnePayment",
  show: "getOne",
  best_price: "getOneBestPrice",
  of_day: "getOneOfDay",
  fetch: "fetchMany",
  number: "takeOneNumber",
  labels: "printOneLabels",
  assign_tag: "assignOneTag",
  unassign_tag: "unassignOneTag",
  replace_weekly: "replaceWeeklyMany",
  replace_dates: "replaceDateMany",
  describe_picture: "describeOnePicture",
  remove_picture: "deleteOnePicture",
  start_lay_by: "startOneLayBy",
  pay_lay_by: "payOneLayBy",
  change_lay_by: "updateOneLayBy",
  cancel_lay_by: "cancelOneLayBy",
};

/** The operation id of a verb: "listItems", "finalizeSale". */
export const operationId = (verb: string, one: string, many: string): string =>
  (ids[verb] ?? `${camel(verb)}One`).replace("One", pascal(one)).replace("Many", pascal(many));
