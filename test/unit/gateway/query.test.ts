import { native } from "../../../gateway/dialects/native/dialect.ts";
import { areaOf } from "../../../gateway/dialects/native/routes.ts";
import { areaQuery } from "../../../gateway/kit/builders.ts";
import { contextOf } from "../../../gateway/kit/context.ts";
import { splitQuery, wordsOf } from "../../../gateway/kit/query.ts";
import { startOfDate } from "../../../shared/dates.ts";
import { choice, flag, instant, list, money, ref, text } from "../../../shared/fields/index.ts";
import { planOf } from "../../../shared/resource/query.ts";
import { resource } from "../../../shared/resource/resource.ts";

const ORG = "01890a5d-ac96-774b-bcce-b302099a8057";

const piece = resource({
  service: "stock",
  name: "piece",
  plural: "pieces",
  fields: {
    sku: text({ filter: ["eq"] }),
    price: money({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    status: choice(["active", "sold"], { filter: ["eq"] }),
    checked_in: flag({ filter: ["eq"] }),
    account_ids: list(ref("people.account"), { default: [], filter: ["eq"], alias: "account_id" }),
  },
  verbs: ["list"],
  search: ["sku"],
});
const bare = resource({
  service: "stock",
  name: "log",
  plural: "logs",
  fields: { ended_at: instant({ optional: true, filter: ["eq", "lt"] }) },
  verbs: ["list"],
  hardDelete: true,
});

const never = async () => {
  throw new Error("Nobody is called.");
};
const read = (query: string, of = piece, timezone = "UTC") => {
  const principal = {
    ...{
      key: "key-1",
      member_id: ORG,
      profile: null,
      platform_id: null,
      persona: null,
      session_ended: false,
      ...{ rights: null, units: null },
      person: { user_id: "", email: "", firebase_uid: null, signed_in_at: null },
      scopes: new Set<string>(),
    },
    org: { id: ORG, slug: "shop", mode: "live" as const, currency: "EUR", timezone },
    actor: { kind: "api_key" as const, id: "key-1" },
  };
  const request = {
    ...{ method: "GET", params: {}, query: splitQuery(query), headers: {}, files: [] },
    ...{ body: undefined, principal, request_id: "request-1" },
  };
  return areaQuery(
    contextOf(native, "/pieces", request, Object.assign(never, { read: never, admit: never, note: never })),
    areaOf(of),
  );
};
const refusal = (query: string, of = piece) => {
  try {
    const asked = read(query, of);
    planOf(of, asked, { org: ORG, secret: "secret" });
    return null;
  } catch (error) {
    const { code, data, message } = error as {
      code: number;
      message: string;
      data: { errors: [{ pointer: string; code: string }] };
    };
    expect(code).toBe(400);
    return { at: data.errors[0].pointer, code: data.errors[0].code, message };
  }
};

describe("filters (API-5)", () => {
  test.each(["gte", "gt", "lt", "lte", "ne", "eq"])(
    "%s with a colon, in brackets or behind an underscore",
    (op) => {
      const conditions = [{ field: "price", op, value: 500 }];
      for (const name of [`price:${op}`, `price[${op}]`, `price_${op}`, `price%3A${op}`, `price%5B${op}%5D`])
        expect(read(`${name}=500`)).toEqual({ conditions });
    },
  );

  test("a plain name is equality; a list is read at commas; the values are of the field's kind", () => {
    expect(read("sku=00+1&price=0&status=sold&checked_in=false").conditions).toEqual([
      { field: "sku", op: "eq", value: "00 1" },
      { field: "price", op: "eq", value: 0 },
      { field: "status", op: "eq", value: "sold" },
      { field: "checked_in", op: "eq", value: false },
    ]);
    expect(read("status:in=sold,active&price_in=1,2").conditions).toEqual([
      { field: "status", op: "in", value: ["sold", "active"] },
      { field: "price", op: "in", value: [1, 2] },
    ]);
    expect(read(`account_id=${ORG}`).conditions).toEqual([{ field: "account_id", op: "eq", value: ORG }]);
    expect(read("price=null").conditions).toEqual([{ field: "price", op: "eq", value: null }]);
    expect(read("price:gte=1&price:lt=9").conditions).toHaveLength(2);
  });

  test("a field whose name ends like an operator keeps its name", () => {
    expect(read("checked_in=true").conditions).toEqual([{ field: "checked_in", op: "eq", value: true }]);
    expect(read("checked_in_ne=true").conditions).toEqual([{ field: "checked_in", op: "ne", value: true }]);
  });

  test.each([
    ["price=1.5", "price"],
    ["price=1e3", "price"],
    ["price=99999999999999999", "price"],
    ["price=9999999999999999", "price"],
    ["price_gte=x", "price_gte"],
    ["price:gte=null", "price"],
    ["status=open", "status"],
    ["status:in=sold,open", "status:in"],
    ["checked_in=null", "checked_in"],
    ["sku=null%00", "sku"],
    ["account_id=7", "account_id"],
    ["created_at:gte=2027-02-30", "created_at:gte"],
    ["created_at:gte=2027", "created_at:gte"],
  ])("a value of another kind is refused at its place: %s", (query, at) => {
    expect(refusal(query)).toMatchObject({ at, code: "invalid_filter" });
  });

  test.each(["price", "status"])("a filter of nothing is refused at its place: %s=", (at) => {
    expect(refusal(`${at}=`)).toMatchObject({ at, code: "empty_filter" });
  });

  test("the words of a choice are told", () => {
    expect(refusal("status=open")!.message).toBe("'status' must be one of: active, sold.");
  });

  test.each([
    ["colour=red"],
    ["price:near=1"],
    ["price[$gt]=1"],
    ["price[gt][x]=1"],
    ["price:search=1"],
    ["$where=1"],
    ["org_id=x"],
    ["sku[]=1"],
    ["constructor=1"],
    ["=1"],
    ["id=1"],
  ])("an unknown one is named, and where those are told that there are: %s", (query) => {
    const refused = refusal(query)!;
    expect(refused.code).toBe("unknown_parameter");
    expect(refused.at).toBe(decodeURIComponent(query.split("=")[0]!));
    expect(refused.message).toContain("The documentation page /docs lists those that there are.");
  });

  test("an operator that the field does not offer is named together with those it does", () => {
    expect(refusal("sku:gte=1")).toMatchObject({ at: "sku:gte", code: "unknown_operator" });
    expect(refusal("sku:gte=1")!.message).toContain("Allowed: eq, ne, in.");
  });
});

describe("a bare date on an instant is the business day (API-5, TIM-2)", () => {
  const bound = (op: string, zone?: string) =>
    read(`created_at:${op}=2027-03-28`, piece, zone).conditions![0]!.value;

  test("from its first to its last instant", () => {
    expect(bound("gte")).toBe("2027-03-28T00:00:00.000Z");
    expect(bound("lt")).toBe("2027-03-28T00:00:00.000Z");
    expect(bound("gt")).toBe("2027-03-28T23:59:59.999Z");
    expect(bound("lte")).toBe("2027-03-28T23:59:59.999Z");
  });

  test("in the tenant's time zone, also when its clocks change that day", () => {
    // Berlin goes from +1 to +2 in this night.
    expect(bound("gte", "Europe/Berlin")).toBe("2027-03-27T23:00:00.000Z");
    expect(bound("lte", "Europe/Berlin")).toBe("2027-03-28T21:59:59.999Z");
    expect(bound("gte", "Pacific/Kiritimati")).toBe("2027-03-27T10:00:00.000Z");
    expect(bound("lte", "Pacific/Pago_Pago")).toBe("2027-03-29T10:59:59.999Z");
  });

  test.each([
    // The clocks skip midnight: the day begins at one o'clock.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    ["2027-01-01", "Asia/Kathmandu", "2026-12-31T18:15:00.000Z"],
    ["2027-01-01", "UTC", "2027-01-01T00:00:00.000Z"],
    // Samoa left this day out: it begins with the next.
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("%s in %s begins at %s", (date, zone, start) => expect(startOfDate(date, zone)).toBe(start));

  test("a whole instant stays what it is; equality with a day is no comparison", () => {
    expect(
      read("created_at:lte=2027-03-28T10:00:00.000Z", piece, "Europe/Berlin").conditions![0]!.value,
    ).toBe("2027-03-28T10:00:00.000Z");
    expect(refusal("ended_at=2027-03-28", bare as never)).toMatchObject({ code: "invalid_filter" });
    expect(refusal("ended_at=null", bare as never)).toBeNull();
  });
});

describe("what is asked for beside the filters", () => {
  test("repeated, bracketed and comma forms of a list of words are one list (API-6)", () => {
    const allowed = ["account", "category", "batches"];
    for (const query of [
      "expand=account&expand=category",
      "expand=account,category",
      "expand[]=account&expand[]=category",
      "expand%5B%5D=account&expand=category,account",
    ])
      expect(wordsOf(splitQuery(query), "expand", allowed)).toEqual(["account", "category"]);
    expect(wordsOf(splitQuery("include=account"), "expand", allowed)).toEqual([]);
    expect(read("include=count").count).toBe(true);
    expect(read("include[]=count&include=count")).toEqual({ count: true });
  });

  test("an unknown word is named together with those that are known (API-6)", () => {
    expect(refusal("include=total")).toEqual({
      at: "include",
      code: "unknown_include",
      message: "'total' cannot be asked for here. Allowed: count.",
    });
    expect(() => wordsOf([["expand", "x"]], "expand", [])).toThrow(
      "'x' cannot be asked for here. Allowed: nothing.",
    );
  });

  test("limit is 1 to 100 and is never clamped (API-4)", () => {
    for (const limit of [1, 50, 100]) expect(read(`limit=${limit}`)).toEqual({ limit });
    for (const limit of ["0", "101", "-1", "1.5", "x", "", "1e1", "0x1", "9999999999"])
      expect(refusal(`limit=${limit}`)).toMatchObject({ at: "limit", code: "out_of_range" });
  });

  test("sort and cursor go along as they are; search and deleted where there are such", () => {
    expect(read("sort=-price&cursor=abc&search=x%20y&deleted=only")).toEqual({
      sort: "-price",
      cursor: "abc",
      search: "x y",
      deleted: "only",
    });
    expect(refusal("deleted=yes")).toMatchObject({ at: "deleted", code: "invalid_value" });
    expect(refusal("search=x", bare as never)).toMatchObject({ code: "unknown_parameter" });
    expect(refusal("deleted=only", bare as never)).toMatchObject({ code: "unknown_parameter" });
    expect(refusal("cursor=abc")).toMatchObject({ at: "cursor", code: "invalid_cursor" });
  });

  test("at most 100 parameters, all of them well encoded (API-11)", () => {
    expect(splitQuery("a=1&&b")).toEqual([
      ["a", "1"],
      ["b", ""],
    ]);
    expect(splitQuery("a=b=c%26")).toEqual([["a", "b=c&"]]);
    expect(splitQuery(Array.from({ length: 100 }, () => "a=1").join("&"))).toHaveLength(100);
    expect(() => splitQuery(Array.from({ length: 101 }, () => "a=1").join("&"))).toThrow("At most 100");
    for (const text of ["a=%", "a=%zz", "%ff=1", "a=%c0%80"])
      expect(refusal(text)!.code).toBe("malformed_query");
  });
});
