/** Operations of a document that are still to be built: they are refused in the dialect's words. */
import { fail } from "../../shared/errors.ts";
import type { Behavior } from "./behavior.ts";
import { ANY_KEY } from "./request.ts";

/** A behavior for each of these operations. */
export const notBuilt = <const Id extends string>(ids: readonly Id[]): { [id in Id]: Behavior } =>
  Object.fromEntries(
    ids.map((id): [string, Behavior] => [
      id,
      {
        scope: ANY_KEY,
        response: () => ({ type: "object", additionalProperties: true }),
        async run() {
          throw fail("not_implemented", `'${id}' is not available yet.`);
        },
      },
    ]),
  ) as { [id in Id]: Behavior };
