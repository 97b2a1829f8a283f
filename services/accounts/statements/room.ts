import { room } from "../../../shared/service/room.ts";
import { accountStatement } from "./account-statement.ts";
import { statementFile } from "./statement-file.ts";

export const statementsRoom = room({ handlers: [accountStatement, statementFile] });
