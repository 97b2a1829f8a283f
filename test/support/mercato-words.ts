/** How Mercato's operations on dictionaries and statuses are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { sameFields, type Trial } from "./conformance.ts";
import { areaTrials, must, nth, type Trials, type World } from "./mercato-world.ts";

const areas = [
  ...["order-statuses", "order-line-statuses", "shipment-statuses", "payment-statuses"],
  "adjustment-kinds",
];

export function mercatoWords(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const word = (): Json => ({ value: `word ${nth()}`, label: "Word", color: "#aabbcc", icon: "star" });
  const whole = (): Json => ({
    ...{ key: `words-${nth()}`, name: "Words", description: "Some words.", isActive: true },
    managerVisibility: "hidden",
  });
  const dictionary = async (): Promise<string> => (await ok("POST", "/dictionaries", whole())).id;
  const state = async () => (await ok("GET", "/dictionaries?includeInactive=true")).items.length;
  const entries = (id: string) => ok("GET", `/dictionaries/${id}/entries`);
  const one: Pick<Trial, "foreign" | "state"> = { foreign: "refused", state };
  const withEntry = async () => {
    const dictionaryId = await dictionary();
    const { id: entryId } = await ok("POST", `/dictionaries/${dictionaryId}/entries`, word());
    return { dictionaryId, entryId };
  };
  const statuses = areas.map((name) =>
    areaTrials(world, {
      ...{ path: `/sales/${name}`, full: word, least: () => ({ value: `word ${nth()}` }) },
      ...(name === "adjustment-kinds" ? { answers: "id" as const } : {}),
      wrong: { value: 7, label: 7, color: "red" },
    }),
  );
  return {
    ...Object.assign({}, ...statuses),
    "GET /dictionaries": () => ({
      ...{
        foreign: "its own",
        state: async () => null,
        full: async () => ({ query: "includeInactive=yes" }),
      },
      proof: async (_asked, { items }) => must(items.length > 5, "too few"),
    }),
    "GET /catalog/dictionaries/{key}": () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => ({ params: { key: "measurement_units" } }),
      async proof(_asked, { entries: words }) {
        must(
          words.some(({ value }: Json) => value === "kg"),
          JSON.stringify(words),
        );
      },
    }),
    "POST /dictionaries": () => ({
      ...{ ...one, foreign: "its own", full: async () => ({ body: whole() }), wrong: { description: 7 } },
      least: async () => ({ body: { key: `least-${nth()}`, name: "Least" } }),
      async proof({ body }, answer) {
        sameFields(body, answer, "the answer");
        sameFields(body, await ok("GET", `/dictionaries/${answer.id}`), "its address");
      },
    }),
    "GET /dictionaries/{dictionaryId}": () => ({
      ...{ ...one, full: async () => ({ params: { dictionaryId: await dictionary() } }) },
      proof: async ({ params }, answer) => must(answer.id === params!.dictionaryId, "another one"),
    }),
    "PATCH /dictionaries/{dictionaryId}": () => ({
      ...{ ...one, wrong: { name: 7, isActive: "perhaps" } },
      full: async () => ({ params: { dictionaryId: await dictionary() }, body: { name: "Other words" } }),
      proof: async ({ body }, answer) => sameFields(body, answer, "the answer"),
    }),
    "DELETE /dictionaries/{dictionaryId}": () => ({
      ...{ ...one, full: async () => ({ params: { dictionaryId: await dictionary() } }) },
      async proof({ params }, answer) {
        must(answer.ok === true, JSON.stringify(answer));
        const { status } = await world().own("GET", `/dictionaries/${params!.dictionaryId}`);
        must(status === 404, `still there: ${status}`);
      },
    }),
    "GET /dictionaries/{dictionaryId}/entries": () => ({
      ...{ ...one, full: async () => ({ params: { dictionaryId: (await withEntry()).dictionaryId } }) },
      proof: async (_asked, { items }) => must(items.length === 1, JSON.stringify(items)),
    }),
    "POST /dictionaries/{dictionaryId}/entries": () => ({
      ...{ ...one, wrong: { label: 7 } },
      full: async () => ({ params: { dictionaryId: await dictionary() }, body: word() }),
      least: async () => ({ params: { dictionaryId: await dictionary() }, body: { value: "Least" } }),
      async proof({ params, body }, answer) {
        sameFields(body, answer, "the answer");
        sameFields(body, (await entries(params!.dictionaryId!)).items[0], "the list");
      },
    }),
    "PATCH /dictionaries/{dictionaryId}/entries/{entryId}": () => ({
      ...{ ...one, wrong: { value: 7 } },
      full: async () => ({ params: await withEntry(), body: { color: "#112233", icon: null } }),
      proof: async ({ body }, answer) => sameFields(body, answer, "the answer"),
    }),
    "DELETE /dictionaries/{dictionaryId}/entries/{entryId}": () => ({
      ...{ ...one, full: async () => ({ params: await withEntry() }) },
      async proof({ params }, answer) {
        must(answer.ok === true, JSON.stringify(answer));
        must((await entries(params!.dictionaryId!)).items.length === 0, "still there");
      },
    }),
  };
}
