import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { drawer } from "./drawer.ts";

const TAKEN_BACK_KEPT = 10;

export const reopenDrawer = command(
  declared.reopenDrawer,
  async (tx, { session_id, register_id, closing_id }) => {
    await tx.upsert(drawer, session_id, { register_id });
    await tx.update(
      drawer,
      { _id: session_id, taken_back: { $ne: closing_id } },
      { $push: { taken_back: { $each: [closing_id], $slice: -TAKEN_BACK_KEPT } } },
      { emit: "none" },
    );
    await tx.update(
      drawer,
      { _id: session_id, closed_by: closing_id },
      { $set: { closed_by: null } },
      { emit: "none" },
    );
    return { reopened: true };
  },
);
