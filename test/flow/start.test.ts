/** What stands in the way of a start is told in one sentence. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { run } from "../support/processes.ts";

const start = (env: Record<string, string>, ...names: string[]) =>
  run(process.execPath, ["app/start.ts", ...names], env);

test("a busy port", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const MONGO_URL = process.env.TEST_MONGO_URL!;
  const { code, errors } = await start({
    PORT: String(port),
    MONGO_URL,
    NAMESPACE: "busy",
    LOG_LEVEL: "silent",
  });
  other.close();
  expect(code).toBe(1);
  expect(errors).toBe(`Port ${port} of 127.0.0.1 is in use: set PORT or HOST to another one.\n`);
});

test.each([
  [{ PORT: "x" }, [], /^PORT is "x" but must be a whole number from 0 to 65535\.\n$/],
  [{}, ["till"], /^There is no service 'till': choose from gateway, .*\n$/],
  [{}, ["sales"], /^Services in separate processes find each other over NATS: set NATS_URL, .*\n$/],
  [{ MONGO_URL: "mongodb://127.0.0.1:1/" }, [], /^MongoDB does not answer \(.*\): check MONGO_URL, .*\n$/],
])("%j %j", async (env, names, sentence) => {
  const { code, errors } = await start({ LOG_LEVEL: "silent", ...env } as Record<string, string>, ...names);
  expect(code).toBe(1);
  expect(errors).toMatch(sentence);
});
