/** Where wholesale orders come from: fairs, agents, a web shop (LKP-1). */
import { lookup } from "../../../shared/service/lookup.ts";

export const orderChannels = lookup({ service: "sales", name: "order_channel", plural: "order_channels" });
