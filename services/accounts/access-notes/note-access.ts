import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";

/** One write: the row of the log. */
export const noteAccess = command(
  declared.noteAccess,
  async (tx, { kind, operation, rows, ids, ...more }) => {
    const told = Object.entries(more).filter(([, value]) => value !== null && value !== undefined);
    tx.access({ kind, operation, rows, ids: ids ?? [], ...Object.fromEntries(told) });
    return {};
  },
);
