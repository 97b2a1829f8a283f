/** Services by noun (design, section 4): what a room is made of, what it may know, and how large it may grow. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cyclesOf, type Edge, edges, files } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const source = (path: string): string => readFileSync(join(root, path), "utf8");
/** The services by name. */
const INDEX = "services/index.ts";
const MOST_FILES = 15;
const MOST_LINES = 1500;

type Place = { service: string; room: string; file: string };

/** services/sales/pricing/rules/x.ts → sales, pricing, rules/x.ts; a file beside the rooms lies in the room "". */
function placeOf(path: string): Place {
  const [, service = "", ...rest] = path.split("/");
  const room = rest.length > 1 ? rest.shift()! : "";
  return { service, room, file: rest.join("/") };
}

const inServices = files().filter((path) => path.startsWith("services/") && path !== INDEX);
const known = new Set(inServices);
const roomOf = (path: string): string => {
  const { service, room } = placeOf(path);
  return `${service}/${room}`;
};

/** What binds a declaration to its behavior. */
const BINDING = /\b(?:command|query|flow|beforeTenant)\(\s*(?:declared\.)?\w+,/;
const isHandler = (path: string): boolean => BINDING.test(source(path));
const isPure = (path: string): boolean => /\/rules\/|\.rules\.ts$/.test(path);
const isWiring = ({ room, file }: Place): boolean => room !== "" && file === "room.ts";
/** What only the wiring of its own room may use: it is called by its name, or by an event. */
const isBehavior = (path: string): boolean => /\/on-[^/]*\.ts$/.test(path) || isHandler(path);

/** Packages that a room may use by itself. */
const packages: Record<string, readonly string[]> = {
  "accounts/identity": ["jose"],
  "accounts/logins": ["jose"],
  "accounts/marketplace-sign-in": ["jose"],
  "accounts/sessions": ["jose"],
  "contracts/calendar-feeds": ["node-ical"],
  "contracts/provider-events": ["stripe"],
  "contracts/providers": ["stripe"],
  "inventory/pictures": ["sharp", "cockatiel"],
  "platform/mail": ["nodemailer"],
  "platform/files": ["file-type", "mime"],
  "platform/pictures": ["file-type", "sharp"],
  "platform/sending": ["standardwebhooks"],
};

/** Read their own service's barrel beside the others': they are of what all services declare, whichever room does. */
const ownBarrel = [
  // The public events.
  "services/platform/webhooks/catalogue.ts",
  // The scopes.
  "services/accounts/identity/scopes.ts",
];

const isOwn = (to: string): boolean => /^(app|gateway|services|shared|test)\//.test(to);

function isAllowed({ from, to, types_only }: Edge): boolean {
  if (!isOwn(to)) return to.startsWith("node:") || (packages[roomOf(from)]?.includes(to) ?? false);
  if (to.startsWith("shared/")) return true;
  if (!to.startsWith("services/")) return false;
  const [here, there] = [placeOf(from), placeOf(to)];
  const isPublic = there.room === "" && there.file === "public.ts";
  // A type is erased: naming the shape of what a rule decides on is no dependency of the running code.
  if (here.service !== there.service) return isPublic && (types_only || !isPure(from));
  if (there.room === "") return isPublic && ownBarrel.includes(from);
  return isAllowedInside({ from, to, types_only }, here, there);
}

/** From a file of a service to one of its rooms. */
function isAllowedInside(
  { from, to, types_only }: Pick<Edge, "from" | "to" | "types_only">,
  here: Place,
  there: Place,
): boolean {
  if (here.room === "")
    return here.file === "public.ts" ? !isWiring(there) && !isBehavior(to) : isWiring(there);
  if (isPure(from)) return types_only || isPure(to);
  if (isBehavior(to)) return isWiring(here) && here.room === there.room;
  return !isWiring(there);
}

const told = ({ from, to }: Edge): string => `${from} → ${to}`;
const own = edges().filter(({ from }) => known.has(from));

test("beside its rooms a service has its wiring and its barrel", () => {
  const beside = inServices.filter((path) => placeOf(path).room === "");
  const stray = beside.filter((path) => {
    const { service, file } = placeOf(path);
    return file !== "public.ts" && file !== `${service}.service.ts`;
  });
  expect(stray).toEqual([]);
  const barrels = beside.filter((path) => path.endsWith("/public.ts"));
  const statements = /^(?:export (?:type )?(?:\*|\{[^}]*\}) from "[^"]+";\s*|\/\*\*[^*]*\*\/\s*)*$/;
  expect(barrels.filter((path) => !statements.test(source(path)))).toEqual([]);
});

test("a room lists itself in room.ts and has no folder but rules/", () => {
  const rooms = new Set(inServices.filter((path) => placeOf(path).room !== "").map(roomOf));
  const without = [...rooms].filter((room) => !known.has(`services/${room}/room.ts`));
  const deeper = inServices.filter((path) => /\//.test(placeOf(path).file.replace(/^rules\//, "")));
  // A room of rules alone has nothing to list.
  const listless = without.filter((room) =>
    inServices.some((path) => roomOf(path) === room && isHandler(path)),
  );
  expect({ listless, deeper }).toEqual({ listless: [], deeper: [] });
});

test("a file of a service imports only what it may know", () => {
  expect(edges().filter(({ from, to }) => from === INDEX && !/\/\w+\.service\.ts$/.test(to))).toEqual([]);
  expect(own.filter((edge) => !isAllowed(edge)).map(told)).toEqual([]);
});

test("rooms of a service import each other without circles", () => {
  const between = new Map<string, Edge>();
  for (const { from, to } of own) {
    const [here, there] = [placeOf(from), placeOf(to)];
    if (!known.has(to) || here.service !== there.service || here.room === "" || there.room === "") continue;
    const [one, other] = [roomOf(from), roomOf(to)];
    if (one !== other) between.set(`${one} ${other}`, { from: one, to: other, types_only: false });
  }
  expect(cyclesOf([...between.values()]).map((cycle) => cycle.join(" → "))).toEqual([]);
});

test("rules decide and do not wait", () => {
  const code = (path: string) => source(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  expect(inServices.filter(isPure).filter((path) => /\b(?:await|async|Promise)\b/.test(code(path)))).toEqual(
    [],
  );
});

test("behavior bears the name of its declaration, in a file of its own or with its like", () => {
  const bound = /(export const (\w+) = )?\b(?:command|query|flow|beforeTenant)\(\s*(declared\.)?(\w+),/g;
  const strange = inServices.flatMap((path) =>
    [...source(path).matchAll(bound)]
      .filter(([, , name, namespace, declared]) => name !== declared || !namespace)
      .map(([, , name, , declared]) => `${path}: ${name ?? "?"} = ${declared}`),
  );
  expect(strange).toEqual([]);
});

test("a room has at most 15 files and 1,500 lines", () => {
  const size = (path: string) => source(path).split("\n").length - 1;
  const rooms = Map.groupBy(
    inServices.filter((path) => placeOf(path).room !== ""),
    roomOf,
  );
  const large = [...rooms]
    .map(([room, paths]) => ({
      room,
      files: paths.length,
      lines: paths.reduce((sum, path) => sum + size(path), 0),
    }))
    .filter((each) => each.files > MOST_FILES || each.lines > MOST_LINES);
  expect(large).toEqual([]);
});
