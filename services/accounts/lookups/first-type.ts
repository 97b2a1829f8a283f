/** The type of a firm whose input names none (MRC-ONE-2). */
import { isFailure } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { customerTypes } from "./declarations.ts";

const FIRST = "General";

const firstActive = async (reader: Reader): Promise<string | undefined> => {
  const order = { sort: { created_at: 1, _id: 1 }, limit: 1 } as const;
  const [found] = await reader.find(customerTypes.resource, { is_active: true }, order);
  return found?.id;
};

/** The type that was made first; an organization without any gets one. */
export async function firstType(call: Call, reader: Reader): Promise<string> {
  const found = await firstActive(reader);
  if (found) return found;
  try {
    return (await call(customerTypes.create, { name: FIRST })).id;
  } catch (error) {
    // Somebody else has made it at this moment, or it is there and inactive.
    if (!isFailure(error) || error.type !== "conflict") throw error;
    return (await firstActive(reader)) ?? Promise.reject(error);
  }
}
