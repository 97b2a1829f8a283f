/** Every operation of Mercato's document, called in every way. */
import { judge, verdict } from "../../support/conformance.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { mercatoCatalog } from "../../support/mercato-catalog.ts";
import { mercatoCustomers } from "../../support/mercato-customers.ts";
import { mercatoPeople } from "../../support/mercato-people.ts";
import { mercatoSelling } from "../../support/mercato-selling.ts";
import { mercatoWords } from "../../support/mercato-words.ts";
import { type MercatoWorld, mercatoWorld } from "../../support/mercato-world.ts";
import { seedOf } from "../../support/seed.ts";

const { operations } = seedOf("mercato");
const found = new Map<string, string[]>();
let office: Office;
let world: MercatoWorld;

beforeAll(async () => {
  office = await startOffice();
  world = await mercatoWorld(office);
});
afterAll(async () => {
  await office?.stop();
  process.stdout.write(`${verdict("mercato", operations, found)}\n`);
});

const trials = {
  ...{ ...mercatoPeople(() => world), ...mercatoWords(() => world) },
  ...mercatoSelling(() => world),
  ...{ ...mercatoCatalog(() => world), ...mercatoCustomers(() => world) },
};

/** Tried in sign-in.test.ts: what has forms, cookies and redirects. */
const special = operations.filter(({ key }) =>
  /\/auth\/(login|logout|reset|reset\/confirm|locale|session\/refresh)$/.test(key),
);
for (const { key } of special) found.set(key, []);

const judged = operations.filter((each) => !special.includes(each));
test.each(judged.map((each) => [each.key, each] as const))("%s", async (key, operation) => {
  const problems = await judge(world, operation, trials[key]!());
  found.set(key, problems);
  expect(problems).toEqual([]);
});
