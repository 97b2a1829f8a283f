/** How Mercato's operations on what is noted about customers are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { ASIDE, areaTrials, must, nth, snaked, type Trials, type World } from "./mercato-world.ts";

export function mercatoCustomerNotes(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const tagBody = () => ({ slug: `noted-${nth()}`, label: "Noted" });
  const person = async (): Promise<string> =>
    (await ok("POST", "/customers/people", { firstName: "Ada", lastName: "Lind" })).id;
  const tags = areaTrials(world, {
    path: "/customers/tags",
    full: () => ({ ...tagBody(), color: "#33aa55", description: "For those who pay at once." }),
    least: tagBody,
    changes: () => ({ slug: `changed-${nth()}`, label: "Changed", color: null, description: "" }),
    shown: (row, body) => ({
      ...snaked(row),
      description: body.description === "" ? (row.description ?? "") : row.description,
    }),
    wrong: { color: "red", description: 7 },
  });
  const tagsOf = async (id: string): Promise<string[]> =>
    (await ok("GET", `/customers/people?id=${id}`)).items[0].tags.map((each: Json) => each.id);
  const linked = async () => ({
    tagId: (await ok("POST", "/customers/tags", tagBody())).id,
    entityId: await person(),
  });
  const linking = { foreign: "refused" as const, aside: ASIDE };
  const state = async () =>
    (await ok("GET", "/customers/people?pageSize=100")).items.map((each: Json) => [each.id, each.tags]);
  const has = async ({ body }: Json) => (await tagsOf(body.entityId)).includes(body.tagId);
  return {
    ...tags,
    "POST /customers/tags/assign": () => ({
      ...{ ...linking, state },
      full: async () => ({ body: await linked() }),
      proof: async (asked, { id }) => must((await has(asked)) && Boolean(id), "is not tagged"),
    }),
    "POST /customers/tags/unassign": () => ({
      ...{ ...linking, state },
      async full() {
        const body = await linked();
        await ok("POST", "/customers/tags/assign", body);
        return { body };
      },
      proof: async (asked, { id }) => must(!(await has(asked)) && Boolean(id), "is still tagged"),
    }),
  };
}
