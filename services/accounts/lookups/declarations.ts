/** Types and segments of business customers, and brokers of their orders (LKP-1). */
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
