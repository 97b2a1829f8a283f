import { PassThrough } from "node:stream";
import { logTo } from "../../app/log.ts";

test("where a person looks on the log is lines to read", async () => {
  const terminal = new PassThrough();
  const line = new Promise<string>((resolve) => terminal.once("data", (chunk) => resolve(String(chunk))));
  const log = logTo("info", terminal);
  log.debug("not told");
  log.warn({ status: 503 }, "mongod is away");
  expect(await line).toMatch(/WARN.*mongod is away.*503/s);
  expect(await line).not.toMatch(/^{|hostname/);
});
