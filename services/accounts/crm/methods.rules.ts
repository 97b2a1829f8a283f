/** The methods of a contact: which is primary, and what the contact shows of them. */
import type { Contact, Method } from "./contact.ts";
import { withPrimary } from "./primary.rules.ts";

type Shown = Pick<Contact, "methods" | "email" | "phone_number" | "phone_digits" | "emails">;

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
  return columnsOf(after.map((each) => settled.get(each.id)!));
}

/** What a contact shows of its methods. */
export function columnsOf(methods: readonly Method[]): Shown {
  const phone_number = primaryValue(methods, "phone");
  return {
    ...{ methods: [...methods], email: primaryValue(methods, "email"), phone_number },
    phone_digits: phone_number && (digitsOf(phone_number) || null),
    emails: methods.filter((each) => each.type === "email" && each.is_active).map((each) => each.value),
  };
}

/** Both names, as far as there are. */
export const namesOf = (first: string, last: string | null | undefined): string =>
  [first, last].filter(Boolean).join(" ");

export const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, "");

type Wanted = Omit<Method, "value"> & { value: string | null };

/** The methods with another primary value of the type of `wanted`; without a value its place stays empty. */
export function replacedPrimary(methods: readonly Method[], wanted: Wanted): Method[] {
  const { type, value, updated_at } = wanted;
  const primary = methods.find((each) => each.type === type && each.is_primary);
  if (value === null) return methods.filter((each) => each !== primary);
  if (primary) {
    const changed = primary.value === value ? primary : { ...primary, value, updated_at };
    return methods.map((each) => (each === primary ? changed : each));
  }
  const there = methods.find((each) => each.type === type && each.value === value);
  if (!there) return [...methods, { ...wanted, value }];
  return methods.map((each) =>
    each === there ? { ...each, is_primary: true, is_active: true, updated_at } : each,
  );
}
