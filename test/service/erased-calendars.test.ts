/** The calendar of an erased user goes with them, whatever is in it (USR-1). */
import { accounts } from "../../services/accounts/accounts.service.ts";
import { contracts } from "../../services/contracts/contracts.service.ts";
import { setClock } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import { type Database, openDatabase } from "../../shared/service/database.ts";
import { globalOf } from "../../shared/service/global.ts";
import { numbersOf } from "../../shared/service/numbers.ts";
import { transactOn } from "../../shared/service/transact.ts";
import { type Backroom, type Json, startBackroom, until } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";

const DAY = 86_400_000;

let backroom: Backroom;
const databases: Database[] = [];
let ahead = 0;
let setBack: () => void;
beforeAll(async () => {
  setBack = setClock(() => Date.now() + ahead);
  backroom = await startBackroom();
});
afterAll(async () => {
  await Promise.all(databases.map((each) => each.close()));
  await backroom?.stop();
  setBack();
});

async function databaseOf({ name, resources }: typeof accounts): Promise<Database> {
  const { mongo_url: url, namespace } = backroom;
  const database = await openDatabase({ url, name: `${namespace}_${name}`, resources, secretKey: TEST_KEY });
  databases.push(database);
  return database;
}

/** The hourly work of accounts, now. */
async function eraseUsers(): Promise<void> {
  const db = await databaseOf(accounts);
  const transact = transactOn(db, numbersOf(db.kernel), () => undefined);
  const work = accounts.schedules!.find(({ name }) => name === "marketplace-erasures")!;
  await work.run(globalOf(db, transact), backroom.process.call as never);
}

test("more events than one transaction removes are all removed, and nobody else's", async () => {
  const owner = await backroom.organization("Tutors");
  const platform_id = (await owner.ok.post("/platforms", { name: "Tutors" })).id;
  const person = async (name: string): Promise<string> =>
    (await owner.ok.post("/marketplace-users", { platform_id, name, email: `${name}@tutors.example` })).id;
  const [ada, bo] = [await person("ada"), await person("bo")];
  const times = { start_at: "2027-06-14T10:00:00.000Z", end_at: "2027-06-14T11:00:00.000Z" };
  for (const user of [ada, bo])
    await owner.ok.post(`/marketplace-users/${user}/calendar-events`, {
      kind: "manual",
      title: "A",
      ...times,
    });

  const events = (await databaseOf(contracts)).connection.collection<Json>("calendar_events");
  const eventsOf = (user_id: string) => events.countDocuments({ user_id });
  const { _id, _log, _log_id, ...row } = (await events.findOne({ user_id: ada }))!;
  await events.insertMany(Array.from({ length: 1200 }, () => ({ ...row, _id: newId() })));
  expect(await eventsOf(ada)).toBe(1201);

  expect((await owner.delete(`/marketplace-users/${ada}`)).status).toBe(200);
  ahead = 31 * DAY;
  await eraseUsers();
  await until(async () => (await eventsOf(ada)) === 0, "the end of the calendar");
  expect(await eventsOf(bo)).toBe(1);
});
