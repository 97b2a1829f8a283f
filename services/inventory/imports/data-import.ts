import { choice, count, group, id, list, money, rate, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { importKinds } from "../import-formats/formats.rules.ts";
import { questions } from "../import-formats/plan.rules.ts";

/** An event carries the report, so that it must fit into a message. */
export const MOST_TOLD = 500;

/** Pictures that are told of: those that are left out, and those that could not be fetched. */
export const MOST_PICTURES_TOLD = 200;

/** What only the owner of a file knows. */
export const answers = {
  split_is: choice(questions.split_is, {
    ...{ optional: true, fixed: true },
    about: "Whose share the file's split column holds.",
  }),
  vendor_is: choice(questions.vendor_is, {
    ...{ optional: true, fixed: true },
    about: "What the file's vendor column names.",
  }),
  decimal: choice(questions.decimal, {
    ...{ optional: true, fixed: true },
    about: "The decimal mark of the file's numbers. Absent: as the numbers show.",
  }),
} as const;

const problem = {
  line: count({ about: "Line of the file at which the row ends; the header is in line 1." }),
  code: text({ max: 100 }),
  column: text({ optional: true, max: 255 }),
  message: text({ max: 300 }),
} as const;

/** A picture that an item does not get. */
const missing = {
  line: count({ about: "Line of the file that names it." }),
  address: text({ max: 255, about: "Its address, or the beginning of a longer one." }),
  code: text({ max: 100 }),
  message: text({ max: 300 }),
} as const;

/** One row of the file, sold at its price: without tax, fees and discounts. */
const sample = {
  line: count(),
  title: text({ max: 512 }),
  tag_price: money(),
  split: rate({ about: "The consignor's share in ppm." }),
  consignor_portion: money(),
  store_portion: money(),
} as const;

const progress = (about: string) => count({ readonly: true, derived: true, about });

const figure = { ...count({ readonly: true, default: 0 }) } as const;

const declared = resource({
  service: "inventory",
  name: "data_import",
  plural: "data_imports",
  scope: "imports",
  grants: { read: "manager", write: "manager" },
  fields: {
    kind: choice(importKinds, { fixed: true, filter: ["eq"], about: "The importer." }),
    file_id: id({ fixed: true, about: "The file as it was uploaded (`POST /files`)." }),
    store_id: ref("inventory.store", {
      ...{ optional: true, fixed: true },
      about: "The store of the items. Absent: none.",
    }),
    ...answers,
    pictures: choice(["fetch", "ignore"], {
      ...{ default: "fetch", fixed: true },
      about: "Whether the pictures that the file names are fetched, after their items were created.",
    }),
    status: choice(["checked", "running", "done"], {
      ...{ readonly: true, filter: ["eq"] },
      about: "Nothing is created before it runs; it runs until it is done.",
    }),
    charset: text({ readonly: true, max: 20 }),
    delimiter: text({ readonly: true, max: 1 }),
    columns: list(group({ header: text({ max: 255 }), field: text({ max: 50 }) }), { readonly: true }),
    ignored_columns: list(text({ max: 255 }), { readonly: true, about: "Headers that are not read." }),
    rows_count: { ...figure, about: "Rows that describe something." },
    new_count: { ...figure, about: "Rows that it would create, when it was checked." },
    known_count: { ...figure, about: "Rows of which an earlier import has made what they describe." },
    refused_count: figure,
    new_accounts_count: { ...figure, about: "People and firms that have no account yet." },
    next_row: { ...figure, about: "How many rows it has been through." },
    created_count: { ...figure, about: "What it has created from rows." },
    created_accounts_count: { ...figure, about: "The accounts it has created beside them." },
    problems: list(group(problem), {
      ...{ readonly: true, max: MOST_TOLD },
      about: `The first ${MOST_TOLD} refused rows.`,
    }),
    pictures_count: { ...figure, about: "Pictures that it would fetch, when it was checked." },
    picture_problems: list(group(missing), {
      ...{ readonly: true, default: [], max: MOST_PICTURES_TOLD },
      about: `The first ${MOST_PICTURES_TOLD} pictures that are left out, when it was checked. Their rows come in.`,
    }),
    pictures_waiting_count: progress("Pictures that were not tried yet."),
    pictures_retrying_count: progress("Pictures that are tried again later."),
    pictures_made_count: progress("Pictures that their items got."),
    pictures_failed_count: progress("Pictures that are given up."),
    pictures_dropped_count: progress("Pictures whose item was deleted before they were fetched."),
    failed_pictures: list(group(missing), {
      ...{ readonly: true, derived: true },
      about: `The first ${MOST_PICTURES_TOLD} pictures that are given up.`,
    }),
    samples: list(group(sample), {
      readonly: true,
      about: "Up to three sales, computed from the rows with the terms that their items would have.",
    }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});

/** A file of another system, or of our template, with what would come or came of it. */
export const dataImport = { ...declared, path: "/imports" } as const;

export type DataImport = Entity<typeof dataImport>;
export type ImportProblem = DataImport["problems"][number];
export type Sample = DataImport["samples"][number];
