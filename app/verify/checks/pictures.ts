/** Files and what names them (FIL-1): what a row shows is stored with all its bytes, and what is kept for a row is shown by it. */
import { named, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const CHECK = "FIL-1";

/** Where pictures are shown, and the rows' name as those that keep a file. */
const places = [
  { at: ["inventory", "items"], holder: "inventory.item" },
  { at: ["catalog", "products"], holder: "catalog.variant" },
  { at: ["catalog", "variants"], holder: "catalog.variant" },
] as const;

/** Rows of older versions have one picture or none. */
const shownBy = ({ pictures, image_file_id }: Row): string[] => [
  ...new Set<string>([
    ...(pictures ?? []).map(({ id }: Row) => id),
    ...(image_file_id ? [image_file_id] : []),
  ]),
];

const showing: Row[] = [
  { $match: { $or: [{ "pictures.0": { $exists: true } }, { image_file_id: { $type: "string" } }] } },
  { $project: { org_id: 1, "pictures.id": 1, image_file_id: 1 } },
];

/** What is wrong with a picture that a row shows. */
function faultOf(file: Row | undefined, row: Row, holder: string): string | null {
  if (!file || file.org_id !== row.org_id || !file.public_token) return "which is not stored";
  return file.holders.includes(`${holder}:${row._id}`) ? null : "which is not kept for it";
}

async function shownAreKept(stores: Stores, { at, holder }: (typeof places)[number], tell: Tell) {
  const fields = ["org_id", "holders", "public_token"];
  for await (const rows of pieces(stores.pipe(at[0], at[1], showing))) {
    const files = await rowsBy(stores, ["platform", "files"], "_id", rows.flatMap(shownBy), fields);
    const shown = rows.flatMap((row) => shownBy(row).map((id) => ({ row, id })));
    tell.read(CHECK, shown.length);
    for (const { row, id } of shown) {
      const fault = faultOf(files.get(id)?.[0], row, holder);
      if (fault)
        tell.breach(CHECK, named(`${at.join(" ")} ${row._id}`, row), `shows the picture ${id}, ${fault}`);
    }
  }
}

const kept: Row[] = [
  { $match: { names_count: { $gt: 0 } } },
  { $project: { org_id: 1, holders: 1, names_count: 1, bytes: 1 } },
];

const idsIn = (files: readonly Row[], holder: string): string[] =>
  files.flatMap(({ holders }) =>
    holders
      .filter((each: string) => each.startsWith(`${holder}:`))
      .map((each: string) => each.slice(holder.length + 1)),
  );

/** For each file the names of the rows that show it. */
async function showersOf(stores: Stores, files: readonly Row[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const { at, holder } of places) {
    const rows = await rowsBy(stores, at, "_id", idsIn(files, holder), ["pictures.id", "image_file_id"]);
    for (const row of [...rows.values()].flat())
      for (const id of shownBy(row)) found.set(id, (found.get(id) ?? new Set()).add(`${holder}:${row._id}`));
  }
  return found;
}

const isShown = (holder: string): boolean => places.some((each) => holder.startsWith(`${each.holder}:`));

type Around = { showers: Map<string, Set<string>>; parts: Map<string, Row[]> };

/** What is wrong with a file that is kept. */
function keptFault({ _id, holders, names_count, bytes }: Row, { showers, parts }: Around): string | null {
  const idle = holders.find((holder: string) => isShown(holder) && !showers.get(_id)?.has(holder));
  if (idle) return `is kept for ${idle}, which does not show it`;
  const names = Number(names_count);
  if (names !== holders.length) return `counts ${names} rows that name it, not ${holders.length}`;
  const size = (parts.get(_id) ?? []).reduce((sum, part) => sum + Number(part.size), 0);
  return size === Number(bytes) ? null : `has ${size} of ${bytes} bytes`;
}

async function keptAreShown(stores: Stores, tell: Tell): Promise<void> {
  for await (const files of pieces(stores.pipe("platform", "files", kept))) {
    const showers = await showersOf(stores, files);
    const ids = files.map(({ _id }) => _id);
    const tenants = files.map(({ org_id }) => org_id);
    const parts = await rowsBy(stores, ["platform", "file_chunks"], "file_id", ids, ["size"], tenants);
    tell.read(CHECK, files.length);
    for (const file of files) {
      const fault = keptFault(file, { showers, parts });
      if (fault) tell.breach(CHECK, named(`platform files ${file._id}`, file), fault);
    }
  }
}

export const pictures: Walk = {
  checks: { [CHECK]: "pictures that rows show are stored whole, and files kept for a row are shown by it" },
  async run(stores, tell) {
    for (const place of places) await shownAreKept(stores, place, tell);
    await keptAreShown(stores, tell);
  },
};
