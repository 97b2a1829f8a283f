import type { Say } from "./book.ts";

/** Ports with terminals, and what a forwarder charges for. */
export async function freight(say: Say): Promise<void> {
  const place = {
    locode: "PLGDN",
    latitude: 54_352_025,
    longitude: 18_646_638,
    city: "Gdansk",
    country: "PL",
  };
  const port = await say("createPort", {}, { code: "PLGDN", name: "Gdansk", ...place });
  const terminal = { code: "PLGDN-DCT", name: "Deepwater", type: "terminal", port_id: port.id };
  const { id } = await say("createPort", {}, terminal);
  await say("listPorts", { limit: 10, type: "terminal" });
  await say("getPort", { id });
  await say("updatePort", { id }, { name: "Deepwater terminal" });
  await say("getPortUsage", { id: port.id });
  await say("deletePort", { id });
  await say("restorePort", { id });
  const rows = [
    { code: "DEHAM", name: "Hamburg", type: "port", locode: "DEHAM" },
    { code: "DEHAM-CTA", name: "Altenwerder", type: "terminal", port_code: "DEHAM" },
  ];
  await say("importPorts", {}, { rows });
  const charge = { code: "THC", description: "Handling at the terminal", charge_unit: "per_container" };
  const { id: code } = await say("createChargeCode", {}, charge);
  await say("listChargeCodes", { limit: 10, is_active: true });
  await say("getChargeCode", { id: code });
  await say("updateChargeCode", { id: code }, { keywords: ["handling", "terminal"] });
  await say("deleteChargeCode", { id: code });
  await say("restoreChargeCode", { id: code });
  await say(
    "importChargeCodes",
    {},
    { rows: [{ code: "BAF", description: "Bunker", charge_unit: "one_time" }] },
  );
}
