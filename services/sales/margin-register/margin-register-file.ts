import { CSV, csvLines, guarded } from "../../../shared/csv/write-csv.ts";
import { drawPaper } from "../../../shared/papers/draw-paper.ts";
import { makeFile, PDF } from "../../../shared/papers/made-file.ts";
import { wordsIn } from "../../../shared/papers/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import * as declared from "./declarations.ts";
import { loadRegister } from "./load-register.ts";
import { marginCsv, marginPaper } from "./margin-paper.rules.ts";

export const marginRegisterFile = query(
  declared.marginRegisterFile,
  async (reader, { format, ...asked }, call) => {
    const [loaded, sender] = await Promise.all([
      loadRegister(reader, call, asked),
      call(organization.actions.get, { id: reader.org.id }),
    ]);
    const { register } = loaded;
    const name = `margin-scheme-${register.from}-${register.to}.${format}`;
    if (format === "csv") {
      const rows = marginCsv(register, wordsIn(sender.locale));
      return makeFile(name, CSV, Buffer.from(csvLines(rows.map((row) => row.map(guarded)))));
    }
    return makeFile(name, PDF, await drawPaper(marginPaper({ ...loaded, organization: sender })));
  },
);
