/** Feature toggles of the installation, and what they are for a tenant (9). */
import { organization } from "../../../../services/accounts/public.ts";
import * as platform from "../../../../services/platform/public.ts";
import { invalidField, notFound } from "../../../../shared/errors.ts";
import { get, idOf } from "../../../kit/builders.ts";
import {
  ANY_KEY,
  area,
  type Behavior,
  type DialectContext,
  handle,
  list,
  refusing,
} from "../../../kit/index.ts";
import { crud, idSchema, ofNamed } from "../area.ts";
import { partFilter, textFilter } from "../filters.ts";
import * as shapes from "../shapes/toggles.ts";

const filters = {
  ...{ name: partFilter("name", "contains"), identifier: partFilter("identifier", "contains") },
  ...{ category: partFilter("category", "contains"), type: textFilter("type") },
};
const toggles = area<platform.FeatureToggle>(platform.featureToggle, shapes.toggleShape, {
  ...{ shows: shapes.toggleRow, filters },
  actions: {
    ...{ create: platform.createFeatureToggle, change: platform.changeFeatureToggle },
    ...{
      list: platform.listFeatureToggles,
      get: platform.getFeatureToggle,
      remove: platform.removeFeatureToggle,
    },
  },
});
const global = crud("FeatureTogglesGlobal", toggles);

/** Writes of toggles answer the id of what they wrote (MRC-TOG-3). */
const tellingId = (does: Behavior): Behavior => ({
  ...does,
  response: () => idSchema,
  async run(ctx) {
    await does.run(ctx);
    return { id: idOf(ctx, "feature_toggle") };
  },
});

/** The tenant, and its overrides of these toggles by their ids. */
async function overridesOf({ read, principal }: DialectContext, ids: string[]) {
  const [[found], { data }] = await Promise.all([
    read(organization.actions.many, { ids: [principal.org.id] }),
    read(platform.toggleOverride.actions.list, {
      limit: 100,
      conditions: [{ field: "toggle_id", op: "in", value: ids }],
    }),
  ]);
  const tenant = { id: principal.org.id, name: found?.name ?? "" };
  return { tenant, own: new Map(data.map((each) => [each.toggle_id, each])) };
}

async function complete(ctx: DialectContext, rows: readonly shapes.Overridden[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const { tenant, own } = await overridesOf(ctx, ids);
  for (const row of rows) Object.assign(row, { tenant, override: own.get(row.id) ?? null });
}

const overridden = list(
  area<shapes.Overridden>(platform.featureToggle, shapes.overriddenShape, {
    ...{ complete, filters, actions: { list: platform.listFeatureToggles } },
  }),
);

const PAGE_SIZE = "25";
const getFeatureTogglesOverrides: Behavior = {
  ...overridden,
  async run(ctx) {
    const query: [string, string][] = [...ctx.request.query];
    if (!query.some(([name]) => name === "pageSize")) query.push(["pageSize", PAGE_SIZE]);
    const page = (await overridden.run({ ...ctx, request: { ...ctx.request, query } })) as object;
    return { ...page, isSuperAdmin: true };
  },
};

const getFeatureTogglesGlobalByIdOverride = handle({
  ...{ ...refusing(platform.getFeatureToggle), schema: shapes.ownSchema },
  async run(ctx) {
    const toggle = await ctx.read(platform.getFeatureToggle, { id: idOf(ctx, "feature_toggle") });
    const { tenant, own } = await overridesOf(ctx, [toggle.id]);
    const override = own.get(toggle.id);
    if (!override || toggle.deleted_at) throw notFound("toggle_override", toggle.id);
    return {
      ...{ id: override.id, value: JSON.parse(override.value), toggleType: toggle.type },
      ...{ tenantName: tenant.name, tenantId: tenant.id },
    };
  },
});

const putFeatureTogglesOverrides = handle({
  ...{ ...refusing(platform.setToggleOverride), body: shapes.overrideShape },
  async run(ctx, { toggle_id = "", is_override = false, value }) {
    if (is_override && value === undefined)
      throw invalidField("/overrideValue", "required", "'overrideValue' is required with 'isOverride'.");
    const asked = { toggle_id, value: is_override ? (value ?? null) : null };
    const { override_id } = await ctx.call(platform.setToggleOverride, asked);
    return { ok: true, overrideToggleId: override_id };
  },
});

/** The value of a toggle of this type, in the form of the rules and flat as in the document (MRC-TOG-2). */
const check = (type: platform.ToggleType): Behavior =>
  handle({
    ...{ scope: ANY_KEY, query: shapes.checkedShape, refuses: ["not_found", "unprocessable"] },
    schema: shapes.checkSchema,
    async run(ctx, { identifier = "" }) {
      const told = await ctx.read(platform.checkFeatureToggle, { identifier, type });
      const value: unknown = JSON.parse(told.value);
      const resolution = shapes.resolutionOf({ ...told, tenant_id: ctx.principal.org.id }, value);
      return { ok: true, ...resolution, ...(type === "boolean" ? { enabled: value } : {}), resolution };
    },
  });

export const toggleOperations = {
  ...global,
  putFeatureTogglesGlobal: ofNamed(tellingId(global.putFeatureTogglesGlobal)),
  deleteFeatureTogglesGlobal: tellingId(global.deleteFeatureTogglesGlobal),
  getFeatureTogglesGlobalById: get(toggles),
  ...{ getFeatureTogglesGlobalByIdOverride, getFeatureTogglesOverrides, putFeatureTogglesOverrides },
  getFeatureTogglesCheckBoolean: check("boolean"),
  getFeatureTogglesCheckString: check("string"),
  getFeatureTogglesCheckNumber: check("number"),
  getFeatureTogglesCheckJson: check("json"),
};
