/**
 * `npm run demo -- --shop`: a new organization with three months of a consignment shop. Backroom must not run meanwhile: the
 * services of this process live in the past, and what they do must not be continued by others, who live today.
 */
import { join } from "node:path";
import pino from "pino";
import { createOrganization } from "../../services/accounts/public.ts";
import { makeFolder } from "../../shared/provision/folders.ts";
import { writePrivate } from "../../shared/provision/private-file.ts";
import { provisionError } from "../../shared/provision/provision-error.ts";
import { withMongo } from "../../shared/provision/reach-mongo.ts";
import { kernelStatus, type ServiceStatus } from "../../shared/service/kernel-actions.ts";
import { isAtWork } from "../../shared/service/sealed.ts";
import { apiOf } from "../api-of.ts";
import { optionsOf } from "../from-settings.ts";
import { nodeNames, serviceNames } from "../node.ts";
import { openPlace, type Place } from "../place.ts";
import { type RunningProcess, startProcess } from "../process.ts";
import { sealingOf } from "../secret-key.ts";
import { readSettings, type Settings } from "../settings.ts";
import { openCalendar } from "./calendar.ts";
import { chanceOf } from "./chance.ts";
import { playDays, type Shop } from "./counter.ts";
import { otherTrade } from "./trade.ts";

const PEOPLE = 40;
/** Three months. */
const DAYS = 91;
const CURRENCY = "EUR";
const LOOK_MS = 20;

const say = (line: string) => process.stdout.write(`${line}\n`);

function started(place: Place, settings: Settings): Promise<RunningProcess> {
  const {
    nats_url: _others,
    verify_at: _nightly,
    ...own
  } = optionsOf(settings, pino({ level: "error" }, pino.destination(2)));
  return startProcess({ ...own, ...place, names: nodeNames, host: "127.0.0.1", port: 0, rate: null });
}

/** Plays in a process that listens on a port of its own. */
async function played(running: RunningProcess, settings: Settings): Promise<void> {
  const calendar = openCalendar(DAYS);
  try {
    const { made } = await running.call(createOrganization, {
      ...{ name: "Second Spring", owner_email: "owner@second-spring.example", currency: CURRENCY },
      timezone: "Europe/Berlin",
    });
    // Before the first day: who breaks off has the key of what there is.
    await makeFolder(settings.DATA_DIR);
    const file = join(settings.DATA_DIR, "sample-shop-key.json");
    await writePrivate(file, `${JSON.stringify({ key: made!.key }, null, 2)}\n`);
    const api = apiOf(running.url!, made!.key);
    // Not by the API: only the first organization sees the installation, and this may be a later one.
    const statuses = () => Promise.all(serviceNames.map((name) => running.call(kernelStatus(name), {})));
    const rest = async () => {
      const isOpen = ({ unpublished, sagas }: ServiceStatus) => unpublished + sagas > 0;
      while ((await statuses()).some(isOpen)) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    };
    const shop: Shop = { api, calendar, chance: chanceOf(12_047), people: PEOPLE, rest };
    const { pieces, sales } = await playDays(shop);
    await otherTrade(shop, CURRENCY);
    say(
      `Second Spring has ${pieces} pieces of ${PEOPLE} consignors, ${sales} sales of three months, a workshop and a marketplace.`,
    );
    say(`Its owner's key is in ${file}. Start Backroom (npm start), and enter the key on /docs or /ops.`);
  } finally {
    calendar.end();
  }
}

export async function openSampleShop(): Promise<void> {
  const settings = readSettings(process.env);
  const place = await openPlace(settings);
  try {
    if (await withMongo(place.mongo_url, (client) => isAtWork(sealingOf(client, settings))))
      throw provisionError("Backroom works on this data: stop all of it first, then repeat this command.");
    say("Three months of a shop: this takes a few minutes.");
    const running = await started(place, settings);
    try {
      await played(running, settings);
    } finally {
      await running.stop();
    }
  } finally {
    await place.stop();
  }
}
