import { nowMs } from "../../../shared/clock.ts";
import { flow } from "../../../shared/service/operation.ts";
import { turnOf, wantedAgain } from "../import-pictures/fetches.rules.ts";
import { pictureFetch } from "../import-pictures/picture-fetch.ts";
import { dataImport } from "./data-import.ts";
import * as declared from "./declarations.ts";
import { shownImport } from "./shown-import.ts";

export const retryPictures = flow(
  declared.retryPictures,
  async ({ reader, transact, meta, headers }, { id }) => {
    const known = await reader.load(dataImport, id);
    await transact(meta, { action: declared.retryPictures.name, headers }, async (tx) => {
      const rows = await tx.find(pictureFetch, { import_id: id, "pictures.status": "failed" });
      const writes = rows.map((row) => {
        const pictures = wantedAgain(row.pictures);
        // A worker that has one of them in hand loses its claim, and it is fetched again.
        return { id: row.id, update: { $set: { pictures, ...turnOf(pictures, nowMs()) } } };
      });
      if (writes.length) await tx.updateMany(pictureFetch, writes);
    });
    return shownImport(reader, known);
  },
);
