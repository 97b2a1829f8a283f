import { CSV, csvLines, guarded } from "../../../shared/csv/write-csv.ts";
import { drawPaper } from "../../../shared/papers/draw-paper.ts";
import { makeFile, PDF } from "../../../shared/papers/made-file.ts";
import { wordsIn } from "../../../shared/papers/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import * as declared from "./declarations.ts";
import { explainMovements } from "./explain-movements.ts";
import { loadStatement } from "./load-statement.ts";
import { statementPaper } from "./statement-paper.rules.ts";
import { statementCsv } from "./statement-rows.rules.ts";

export const statementFile = query(declared.statementFile, async (reader, asked, call) => {
  const { format, explanations } = asked;
  const [loaded, sender] = await Promise.all([
    loadStatement(reader, call, asked),
    reader.load(organization, reader.org.id),
  ]);
  const { statement, holder } = loaded;
  const { from, to, year } = statement;
  const notes = explanations ? await explainMovements(reader, call, loaded, sender.locale) : undefined;
  const name = `${holder.number}-${year ?? `${from}-${to}`}.${format}`;
  if (format === "csv") {
    const rows = statementCsv(statement, wordsIn(sender.locale), notes);
    return makeFile(name, CSV, Buffer.from(csvLines(rows.map((row) => row.map(guarded)))));
  }
  return makeFile(name, PDF, await drawPaper(statementPaper({ ...loaded, organization: sender, notes })));
});
