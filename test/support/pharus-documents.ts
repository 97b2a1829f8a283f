/** How the operations on files of orders are called. */
import type { Json } from "./backroom.ts";
import { sameFields, type Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";

type Ok = (method: string, path: string, body?: Json) => Promise<Json>;

const must = (fits: boolean, told: string) => {
  if (!fits) throw new Error(told);
};
const PAPER = "%PDF-1.7\nOrdered.\n%%EOF";

/** Trials by "METHOD /path"; `world` is there once they are called. */
export function documentTrials(world: () => PharusWorld, ok: Ok): Record<string, () => Trial> {
  let entityId = "";
  const order = async () => {
    const { owner, vendor: vendor_id } = world();
    entityId = (await owner.ok.post("/purchase-orders", { vendor_id, target_type: "materials" })).id;
    return { entityType: "purchase_order", entityId };
  };
  const form = async () => ({ ...(await order()), file: new File([PAPER], "Quote.pdf") });
  const files = async () =>
    (await ok("GET", `/documents?entityType=purchase_order&entityId=${entityId}`)).data as Json[];
  const attached = async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries(await form())) body.append(name, value);
    return ok("POST", "/documents", body);
  };
  const shown = (asked: Json) => ({
    ...{ entityType: asked.entityType, entityId: asked.entityId, name: "Quote.pdf" },
    ...{ mimeType: "application/pdf", sizeBytes: String(PAPER.length) },
  });

  return {
    "GET /documents": () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => {
        const { entityType, entityId: of } = await attached();
        return { query: `entityType=${entityType}&entityId=${of}` };
      },
      proof: async (_asked, { data }) => must(data.length === 1, JSON.stringify(data)),
    }),
    "POST /documents": () => ({
      ...{ foreign: "refused", state: files, full: async () => ({ body: await form() }) },
      async proof({ body }, answer) {
        sameFields(shown(body), answer, "the answer");
        sameFields(answer, (await files())[0], "the list");
        const { bytes } = (await world().owner.get(`/documents/${answer.id}`)).body;
        must(bytes === PAPER.length, `natively it has ${bytes} bytes`);
      },
    }),
    "GET /documents/{id}": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: (await attached()).id } }),
      async proof(_asked, { signedUrl, ...answer }) {
        sameFields(answer, (await files())[0], "the list");
        const taken = await fetch(signedUrl);
        must(taken.status === 200 && (await taken.text()) === PAPER, `${signedUrl}: ${taken.status}`);
        must((await fetch(`${signedUrl}x`)).status === 404, "an altered link leads somewhere");
      },
    }),
    "DELETE /documents/{id}": () => ({
      ...{ foreign: "refused", state: files },
      full: async () => ({ params: { id: (await attached()).id } }),
      async proof({ params }, answer) {
        sameFields({ deletedId: params!.id }, answer, "the answer");
        must((await files()).length === 0, "it is still in the list");
        must((await world().own("DELETE", `/documents/${params!.id}`)).status === 404, "it is still there");
      },
    }),
  };
}
