import { hold } from "../../../shared/service/hold.ts";
import { command } from "../../../shared/service/operation.ts";
import {
  type CodedAnswer,
  type CodedRow,
  checkedRows,
  putByCode,
} from "../../../shared/service/rows-by-code.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { misplaced } from "./placed.rules.ts";
import { type Port, port } from "./port.ts";

type Errors = CodedAnswer["errors"];

/** Live ports and terminals by their codes. */
async function knownByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, Port>> {
  const business_unit_id = tx.meta.business_unit_id ?? null;
  const found = await tx.find(port, { code: { $in: codes }, business_unit_id, deleted_at: null });
  return new Map(found.map((row) => [row.code, row]));
}

/** What a row says of itself alone, without the port to which it belongs. */
function fitting(rows: readonly CodedRow[], known: ReadonlyMap<string, Port>, errors: Errors): CodedRow[] {
  return rows.flatMap(({ index, given, values: { port_code: _, ...values } }) => {
    const own = { ...values, code: values.code.toUpperCase() };
    const before = known.get(own.code);
    const { type, locode = null } = { ...before, ...values } as Partial<Port> & Pick<Port, "type">;
    const wrong =
      before && before.type !== values.type
        ? `'${own.code}' is a ${before.type}.`
        : misplaced({ type, locode, port_id: null })?.[1];
    if (wrong === undefined)
      return [{ index, values: own, given: given.filter((name) => name !== "port_code") }];
    errors.push({ index, message: wrong });
    return [];
  });
}

const isPort = ({ values }: CodedRow) => values.type === "port";

/** Ports come first, so that terminals of the same file find theirs. One whose port is unknown is told, and made without. */
export const importPorts = command(declared.importPorts, async (tx, input) => {
  const [rows, errors] = checkedRows(declared.portRow, input.rows);
  const codesOf = (of: readonly CodedRow[]) => of.map(({ values }) => values.code.toUpperCase());
  const right = fitting(rows, await knownByCode(tx, codesOf(rows)), errors);
  const ports = await putByCode(tx, port, right.filter(isPort), { deleted_at: null });

  const named = new Map(
    rows.map(({ index, values }) => [index, values.port_code as string | null | undefined]),
  );
  const terminals = right.filter((row) => !isPort(row));
  const wanted = terminals.flatMap(({ index }) => named.get(index)?.toUpperCase() ?? []);
  const found = await knownByCode(tx, wanted);
  const placed = terminals.map((row) => {
    const code = named.get(row.index)?.toUpperCase();
    if (code === undefined) return row;
    const of = found.get(code);
    if (of?.type === "port")
      return { ...row, values: { ...row.values, port_id: of.id }, given: [...row.given, "port_id"] };
    errors.push({ index: row.index, message: `There is no port '${code}', so the terminal is without one.` });
    return row;
  });
  await hold(
    tx,
    port,
    [...found.values()].map(({ id }) => id),
    "/port_id",
  );
  const put = await putByCode(tx, port, placed, { deleted_at: null });
  return {
    created: ports.created + put.created,
    updated: ports.updated + put.updated,
    errors: [...errors, ...ports.errors, ...put.errors].sort((a, b) => a.index - b.index),
  };
});
