/** Resources as later documents will bring them: none of them is ever written, so they are what a start pays for each declaration. */
import { choice, money, text } from "../../shared/fields/index.ts";
import { type AnyResource, resource } from "../../shared/resource/resource.ts";

/** Six indexes each: three of its own fields, its unique name, and those of the two instants that every resource has. */
export const generatedResources = (service: string, count: number): AnyResource[] =>
  Array.from({ length: count }, (_, i) =>
    resource({
      service,
      name: `made_${i}`,
      plural: `mades_${i}`,
      fields: {
        name: text({ max: 100 }),
        kind: choice(["one", "other"], { filter: ["eq"] }),
        state: choice(["open", "closed"], { filter: ["eq"] }),
        amount: money({ sort: true, filter: ["eq", "gt", "lt"] }),
        note: text({ max: 1000, optional: true }),
      },
      unique: [["name"]],
      verbs: ["list", "get", "create", "update", "remove", "restore"],
    }),
  );
