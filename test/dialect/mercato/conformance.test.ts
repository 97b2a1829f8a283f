/** Every operation of Mercato's document, called in every way. */
import { judge, verdict } from "../../support/conformance.ts";
import { examplesFromTrials, type TrialExamples } from "../../support/examples/from-trials.ts";
import { mercatoBooking } from "../../support/mercato-booking.ts";
import { mercatoCatalog } from "../../support/mercato-catalog.ts";
import { mercatoCurrencies } from "../../support/mercato-currencies.ts";
import { mercatoCustomerNotes } from "../../support/mercato-customer-notes.ts";
import { mercatoCustomers } from "../../support/mercato-customers.ts";
import { mercatoFreight } from "../../support/mercato-freight.ts";
import { mercatoOffers } from "../../support/mercato-offers.ts";
import { mercatoPeople } from "../../support/mercato-people.ts";
import { mercatoPlatform } from "../../support/mercato-platform.ts";
import { mercatoSelling } from "../../support/mercato-selling.ts";
import { type MailingOffice, signInStory, startMailingOffice } from "../../support/mercato-sign-in.ts";
import { mercatoWords } from "../../support/mercato-words.ts";
import { type MercatoWorld, mercatoWorld } from "../../support/mercato-world.ts";
import { seedOf } from "../../support/seed.ts";

const { operations } = seedOf("mercato");
const found = new Map<string, string[]>();
let examples: TrialExamples;
let office: MailingOffice;
let world: MercatoWorld;

beforeAll(async () => {
  office = await startMailingOffice();
  const begun = await mercatoWorld(office);
  examples = await examplesFromTrials("mercato", office.url, "/mercato/api");
  world = { ...begun, note: examples.note, own: examples.watched(begun.own) };
});
afterAll(async () => {
  await office?.stop();
  process.stdout.write(`${verdict("mercato", operations, found)}\n`);
});

const trials = {
  ...{ ...mercatoPeople(() => world), ...mercatoWords(() => world) },
  ...{ ...mercatoSelling(() => world), ...mercatoPlatform(() => world) },
  ...{ ...mercatoCatalog(() => world), ...mercatoCustomers(() => world) },
  ...{ ...mercatoCustomerNotes(() => world), ...mercatoBooking(() => world) },
  ...{ ...mercatoCurrencies(() => world), ...mercatoFreight(() => world) },
  ...mercatoOffers(() => world),
};

/** Tried below and in sign-in.test.ts: what has forms, cookies and redirects. */
const special = operations.filter(({ key }) =>
  /\/(auth\/(login|logout|reset|reset\/confirm|locale|session\/refresh)|onboarding\/.*)$/.test(key),
);

const judged = operations.filter((each) => !special.includes(each));
test.each(judged.map((each) => [each.key, each] as const))("%s", async (key, operation) => {
  const problems = await judge(world, operation, trials[key]!());
  found.set(key, problems);
  expect(problems).toEqual([]);
});

test("signing in and out, a new password, a language, an organization of one's own", async () => {
  await signInStory(office, async ({ method, path, asked, status, location }, said) => {
    const told = said.headers.get("location") ?? undefined;
    expect([method, path, said.status, told]).toEqual([method, path, status, location]);
    await examples.note({ method, path }, asked, said);
    found.set(`${method} ${path}`, []);
  });
  expect(special.filter(({ key }) => !found.has(key))).toEqual([]);
});

test("the examples of the document look like what was sent", async () => {
  expect(await examples.end()).toEqual([]);
});
