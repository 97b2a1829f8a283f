import type { Entity } from "../../../shared/resource/resource.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { customerSettings, settingsId } from "./customer-settings.ts";
import * as declared from "./declarations.ts";

type Shown = Pick<Entity<typeof customerSettings>, "address_format">;

const first: Shown = { address_format: "line_first" };
const shown = ({ address_format }: Shown): Shown => ({ address_format });
const actingUnit = ({ meta }: Reader): string | null => meta.business_unit_id ?? null;
const stored = (reader: Reader) =>
  reader.get(customerSettings, settingsId(reader.org.id, actingUnit(reader)));

export const getCustomerSettings = query(declared.getCustomerSettings, async (reader) =>
  shown((await stored(reader)) ?? first),
);

export const changeCustomerSettings = command(declared.changeCustomerSettings, async (tx, changes) => {
  const before = await stored(tx);
  if (before) return shown(await tx.save(customerSettings, before, changes));
  const business_unit_id = actingUnit(tx);
  const id = settingsId(tx.org.id, business_unit_id);
  return shown(await tx.insert(customerSettings, { id, business_unit_id, ...first, ...changes }));
});
