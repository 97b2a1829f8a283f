import { fail, invalidField } from "../../../shared/errors.ts";
import { hold } from "../../../shared/service/hold.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { misplaced, type Placed } from "./placed.rules.ts";
import { port } from "./port.ts";

/** The port of a terminal is there, is a port, and stays as long as this transaction. */
async function refuseMisplaced(tx: Tx, row: Placed): Promise<void> {
  const wrong = misplaced(row);
  if (wrong) throw invalidField(wrong[0], "required", wrong[1]);
  if (!row.port_id) return;
  await hold(tx, port, [row.port_id], "/port_id");
  if ((await tx.load(port, row.port_id)).type === "port") return;
  const message = "The 'port_id' field must name a port.";
  throw fail("unprocessable", message, { errors: [{ pointer: "/port_id", code: "type", message }] });
}

export const createPort = command(declared.createPort, async (tx, input) => {
  const { type = "port", locode = null, port_id = null } = input;
  await refuseMisplaced(tx, { type, locode, port_id });
  return tx.insert(port, { ...input, code: input.code.toUpperCase() });
});

export const changePort = command(declared.changePort, async (tx, { id, code, ...changes }) => {
  const before = live(port, await tx.target(port, id));
  await refuseMisplaced(tx, { ...before, ...changes });
  return tx.save(port, before, { ...changes, ...(code === undefined ? {} : { code: code.toUpperCase() }) });
});

export const restorePort = command(declared.restorePort, async (tx, { id }) => {
  const before = await tx.target(port, id);
  if (!before.deleted_at) return before;
  await refuseMisplaced(tx, before);
  return tx.save(port, before, { deleted_at: null }, { verb: "restored" });
});
