import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { loadStatement } from "./load-statement.ts";

export const accountStatement = query(
  declared.accountStatement,
  async (reader, asked, call) => (await loadStatement(reader, call, asked)).statement,
);
