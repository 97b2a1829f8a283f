/** The methods of a contact: which is primary, and what the contact shows of them. */
import { withPrimary } from "../crm/primary.rules.ts";
import type { Contact, Method } from "./contact.ts";

type Shown = Pick<Contact, "methods" | "email" | "phone_number" | "emails">;

const primaryValue = (methods: readonly Method[], type: Method["type"]): string | null =>
  methods.find((each) => each.type === type && each.is_primary)?.value ?? null;

/** The contact's columns with these methods, oldest first; `touched` is the one that was added or changed. */
export function methodsShown(
  before: readonly Method[],
  after: readonly Method[],
  touched: string | null,
): Shown {
  const ofType = (methods: readonly Method[], type: string) => methods.filter((each) => each.type === type);
  const settled = new Map(
    [...new Set(after.map((each) => each.type))].flatMap((type) =>
      withPrimary(ofType(before, type), ofType(after, type), touched).map((each) => [each.id, each]),
    ),
  );
  const methods = after.map((each) => settled.get(each.id)!);
  return {
    methods,
    email: primaryValue(methods, "email"),
    phone_number: primaryValue(methods, "phone"),
    emails: methods.filter((each) => each.type === "email" && each.is_active).map((each) => each.value),
  };
}

/** Both names, as far as there are. */
export const namesOf = (first: string, last: string | null | undefined): string =>
  [first, last].filter(Boolean).join(" ");
