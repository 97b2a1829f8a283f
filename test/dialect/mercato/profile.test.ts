/** MRC-W-7: Mercato's document prints successes that the running service answers otherwise; the variant `real` does as it does. */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { servedBy } from "../../support/served.ts";

const started: Backroom[] = [];
afterAll(async () => {
  for (const each of started) await each.stop();
});

async function chosen(mercato_profile: "documented" | "real"): Promise<[number, Json]> {
  const backroom = await startBackroom({ dialects: { mercato_profile } });
  started.push(backroom);
  const reply = await fetch(`${backroom.url}/mercato/api/auth/locale`, {
    ...{ method: "POST", headers: { "Content-Type": "application/json" } },
    body: JSON.stringify({ locale: "de" }),
  });
  return [reply.status, await reply.json()];
}

test("a success that the document does not describe is 201 as printed, or 200 as the service answers", async () => {
  expect(await chosen("documented")).toEqual([201, { ok: true }]);
  expect(await chosen("real")).toEqual([200, { ok: true }]);
});

test("each variant has its document, and the default one is at the usual address", async () => {
  const statuses = async (path: string, mercato_profile: "documented" | "real") => {
    const { paths, info } = JSON.parse(await servedBy({ mercato_profile })(`/mercato/api/${path}`));
    const successes = (operation: Json) => Object.keys(operation.responses).filter((each) => /^2/.test(each));
    // Described ones are the same in both.
    return [info.title, successes(paths["/auth/locale"].post), successes(paths["/auth/roles"].post)];
  };
  const documented = ["Mercato (documented)", ["201"], ["201"]];
  const real = ["Mercato (real)", ["200"], ["201"]];
  expect(await statuses("openapi.json", "documented")).toEqual(documented);
  expect(await statuses("openapi.real.json", "documented")).toEqual(real);
  expect(await statuses("openapi.json", "real")).toEqual(real);
  expect(await statuses("openapi.documented.json", "real")).toEqual(documented);
});
