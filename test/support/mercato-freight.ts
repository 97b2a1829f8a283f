/** How Mercato's operations on freight are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { areaTrials, must, nth, type Trials, type World } from "./mercato-world.ts";

type Freight = {
  path: string;
  full(): Promise<Json> | Json;
  least(): Json;
  changes(): Json;
  wrong: Record<string, Json>;
};

/** The seven operations of a collection: its rows are answered whole, and changed and deleted at two addresses. */
function freightTrials(world: World, area: Freight): Trials {
  const { path } = area;
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  const four = areaTrials(world, { ...area, answers: "whole" });
  const [post, put] = [four[`POST ${path}`]!, four[`PUT ${path}`]!];
  const made = async (): Promise<string> => (await ok("POST", path, await area.full())).id;
  const gone = async (id: string) => {
    must((await ok("GET", `${path}?id=${id}`)).total === 0, "still in the list");
    const { status } = await world().own("DELETE", `${path}?id=${id}`);
    must(status === 404, `gone already, yet ${status}`);
  };
  const { state } = put();
  return {
    ...four,
    [`POST ${path}`]: () => ({
      ...post(),
      async proof(asked, answer) {
        must(typeof answer.createdAt === "string", JSON.stringify(answer));
        await post().proof(asked, answer);
      },
    }),
    [`PUT ${path}`]: () => ({
      ...put(),
      async proof(asked, answer) {
        must(answer.ok === true && answer.id === asked.body.id, JSON.stringify(answer));
        await put().proof(asked, answer);
      },
    }),
    [`DELETE ${path}`]: () => ({
      ...four[`DELETE ${path}`]!(),
      proof: ({ body }) => gone(body.id),
    }),
    [`GET ${path}/{id}`]: () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: await made() } }),
      proof: async ({ params }, row) => must(row.id === params!.id && "code" in row, JSON.stringify(row)),
    }),
    [`PUT ${path}/{id}`]: () => ({
      ...{
        foreign: "refused",
        state,
        wrong: area.wrong,
        aside: ["organizationId", "tenantId"],
      },
      full: async () => ({ params: { id: await made() }, body: area.changes() }),
      proof: ({ params, body }, answer) =>
        put().proof({ body: { ...body, id: params!.id } }, { ...answer, id: params!.id }),
    }),
    [`DELETE ${path}/{id}`]: () => ({
      ...{ foreign: "refused", state },
      full: async () => ({ params: { id: await made() } }),
      proof: ({ params }) => gone(params!.id!),
    }),
  };
}

export const csvForm = (text: string, name = "rows.csv"): FormData => {
  const form = new FormData();
  form.append("file", new File([text], name, { type: "text/csv" }));
  return form;
};

export function mercatoFreight(world: World): Trials {
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  const port = (): Json => ({
    ...{ code: `PL-GDN-${nth()}`, name: "Gdansk", locode: "PLGDN", lat: 54.352025, lng: 18.646638 },
    ...{ city: "Gdansk", country: "PL" },
  });
  const portId = async (): Promise<string> => (await ok("POST", "/fms_locations/ports", port())).id;
  const wrong = { code: "no code", name: 7, lat: 91, lng: "east", city: 7 };
  const ports = freightTrials(world, {
    ...{ path: "/fms_locations/ports", full: port, wrong: { ...wrong, locode: "much too long" } },
    least: () => ({ code: `P-${nth()}`, name: "Port", locode: "PLGDN" }),
    changes: () => ({ name: "Gdynia", lat: null, city: null }),
  });
  const terminals = freightTrials(world, {
    ...{ path: "/fms_locations/terminals", wrong: { ...wrong, portId: "somewhere" } },
    full: async () => ({ ...port(), code: `T-${nth()}`, portId: await portId() }),
    least: () => ({ code: `T-${nth()}`, name: "Terminal" }),
    changes: () => ({ name: "Deepwater", portId: null }),
  });
  // Somebody else's port is none.
  const { "POST /fms_locations/terminals": placed } = terminals;
  const codes = freightTrials(world, {
    path: "/fms_products/charge-codes",
    full: () => ({
      ...{ code: `THC-${nth()}`, description: "Handling", chargeUnit: "per_container", sortOrder: 3 },
      ...{ fieldSchema: { size: "text" }, keywords: ["handling"], isActive: false },
    }),
    least: () => ({ code: `BAF-${nth()}` }),
    changes: () => ({ description: "Handling at the terminal", chargeUnit: "one_time" }),
    wrong: { code: "no code", chargeUnit: "per_ship", sortOrder: "first", isActive: "perhaps", keywords: 7 },
  });
  const columns = (path: string, named: string): Trials => ({
    [`GET ${path}/table-config`]: () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => ({}),
      proof: async (_asked, answer) =>
        must(
          answer.columns.some(({ data, title }: Json) => data === named && title),
          JSON.stringify(answer),
        ),
    }),
  });
  const imported = (path: string, list: string, table: () => string, name: string): Trials => ({
    [`POST ${path}`]: () => ({
      ...{ foreign: "its own", state: async () => (await ok("GET", `${list}?pageSize=1`)).total },
      full: async () => ({ body: csvForm(table()) }),
      async proof(_asked, answer) {
        must(answer[name] === 1 && answer.totalRows === 1, JSON.stringify(answer));
        must(answer.errors.length === 0, JSON.stringify(answer));
      },
    }),
  });
  return {
    ...{ ...ports, ...terminals, ...codes },
    "POST /fms_locations/terminals": () => ({ ...placed!(), foreign: "refused" }),
    ...columns("/fms_locations", "locode"),
    ...columns("/fms_products", "chargeUnit"),
    "GET /fms_locations/locations": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const { code } = await ok("POST", "/fms_locations/ports", port());
        return { query: `q=${code}&limit=10&type=port` };
      },
      proof: async ({ query }, { items, pageSize }) => {
        must(items.length === 1 && query!.includes(items[0].code), JSON.stringify(items));
        must(pageSize === 10, String(pageSize));
      },
    }),
    ...imported(
      "/fms_locations/import",
      "/fms_locations/locations",
      () => `code,name,type,locode\nP-${nth()},Gdansk,port,PLGDN\n`,
      "locationsCreated",
    ),
    ...imported(
      "/fms_products/charge-codes/import",
      "/fms_products/charge-codes",
      () => `code,description\nC-${nth()},Handling\n`,
      "chargeCodesCreated",
    ),
  };
}
