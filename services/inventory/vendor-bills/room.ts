import { room } from "../../../shared/service/room.ts";
import { approveVendorBill } from "./approve-vendor-bill.ts";
import { cancelVendorBill } from "./cancel-vendor-bill.ts";
import { createVendorBill } from "./create-vendor-bill.ts";
import { matchVendorBill } from "./match-vendor-bill.ts";
import { payVendorBill } from "./pay-vendor-bill.ts";
import { vendorBill } from "./vendor-bill.ts";

export const vendorBillsRoom = room({
  resources: [vendorBill],
  handlers: [createVendorBill, matchVendorBill, approveVendorBill, payVendorBill, cancelVendorBill],
});
