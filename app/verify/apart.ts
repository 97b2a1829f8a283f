/** The verifier as a child process: reads `MONGO_URL`, `NAMESPACE` and `SECRET_KEY`, writes one `Report` as JSON. */
import { parseArgs } from "node:util";
import { reportOf } from "./report.ts";
import { verify } from "./verify.ts";

const { settle } = parseArgs({ options: { settle: { type: "string", default: "60" } } }).values;
const { MONGO_URL = "", NAMESPACE = "", SECRET_KEY = "" } = process.env;
const results = await verify({
  mongo_url: MONGO_URL,
  namespace: NAMESPACE,
  secret_key: SECRET_KEY,
  settle_ms: Number(settle) * 1000,
  gentle: true,
});
process.stdout.write(JSON.stringify(reportOf(results)));
