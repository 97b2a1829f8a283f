import { fail } from "../../../shared/errors.ts";
import { command, query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { documentSettings } from "./document-settings.ts";
import { actingUnit, type Settings, settingsOf, storedSettings, takeNumber } from "./take-number.ts";

const shown = ({ order_format, quote_format, order_next, quote_next, ...rest }: Settings) => ({
  ...{ order_format, quote_format, order_next, quote_next },
  ...{ customer_statuses: rest.customer_statuses, address_statuses: rest.address_statuses },
});

export const getDocumentSettings = query(declared.getDocumentSettings, async (reader) =>
  shown(await settingsOf(reader, actingUnit(reader))),
);

/** A number that was already given cannot be issued again. */
function refusePast(before: Settings, changes: Partial<Settings>): void {
  for (const name of ["order_next", "quote_next"] as const) {
    const wished = changes[name];
    if (typeof wished !== "number" || wished >= before[name]) continue;
    const message = `The next number must be at least ${before[name]}: those before it were given.`;
    throw fail("unprocessable", message, { errors: [{ pointer: `/${name}`, code: "given", message }] });
  }
}

export const changeDocumentSettings = command(declared.changeDocumentSettings, async (tx, input) => {
  const { id } = await storedSettings(tx, actingUnit(tx));
  const before = await tx.load(documentSettings, id);
  const kept = ["customer_statuses", "address_statuses"];
  const changes = Object.fromEntries(
    Object.entries(input).filter(
      ([name, value]) => value !== undefined && (value !== null || kept.includes(name)),
    ),
  );
  refusePast(before, changes);
  return shown(await tx.save(documentSettings, before, changes));
});

export const nextDocumentNumber = command(declared.nextDocumentNumber, (tx, { kind, format }) =>
  takeNumber(tx, kind, actingUnit(tx), format),
);
