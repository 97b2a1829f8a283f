/** The words by which business customers are sorted, and those who broker their orders (LKP-1). */
import { lookup } from "../../../shared/service/lookup.ts";

export const customerTypes = lookup({
  service: "accounts",
  name: "customer_type",
  plural: "customer_types",
});
export const customerSegments = lookup({
  service: "accounts",
  name: "customer_segment",
  plural: "customer_segments",
});
export const brokers = lookup({ service: "accounts", name: "broker", plural: "brokers" });
