/** Errors about payment providers. */
import { declareError } from "../../../shared/errors.ts";

export const noProvider = declareError({
  code: "no_provider",
  status: 422,
  details: {},
  sentence: "The platform's provider is offline: it takes no cards and connects no bank accounts.",
  meaning: "The platform has no payment provider; set its `provider`.",
});

export const unnamedReturn = declareError({
  id: "unnamed_return",
  code: "no_provider",
  status: 422,
  details: {},
  sentence: "The platform needs a 'url', to which Stripe returns people who have connected an account.",
  meaning: "The platform has no payment provider; set its `provider`.",
});
