/** The operations whose calls count in a stricter bucket (RAT-3), in whichever dialect. Exports count where their file begins. */
import {
  askEmail,
  confirmSignup,
  openSession,
  requestPasswordReset,
  requestSignInCode,
  requestSignup,
  resetPassword,
  searchAccounts,
  signIn,
  signInPerson,
  suggestAccounts,
  verifySignInCode,
} from "../services/accounts/public.ts";
import { classifyPictures, searchItems, suggestItems } from "../services/inventory/public.ts";
import type { StrictKind } from "./limits.ts";

/** Renewing a session is not among them: its tokens cannot be guessed, and every client renews on its own. */
const operations: Readonly<Record<Exclude<StrictKind, "export">, readonly { name: string }[]>> = {
  sign_in: [
    ...[signIn, openSession, signInPerson, requestPasswordReset, resetPassword],
    ...[requestSignup, confirmSignup, requestSignInCode, verifySignInCode, askEmail],
  ],
  search: [searchItems, suggestItems, searchAccounts, suggestAccounts],
  classification: [classifyPictures],
};

/** The kind of each action that has one. */
export const strictActions: ReadonlyMap<string, StrictKind> = new Map(
  Object.entries(operations).flatMap(([kind, each]) => each.map(({ name }) => [name, kind as StrictKind])),
);
