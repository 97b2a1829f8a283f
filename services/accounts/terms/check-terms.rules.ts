/** The handling fee is one unit: a type with its value (TRM-2). */
import { invalidField } from "../../../shared/errors.ts";

type Fee = {
  type?: "none" | "fixed" | "percentage";
  fixed?: number | null;
  percentage_ppm?: number | null;
} | null;

export function checkTerms({ default_handling_fee: fee }: { default_handling_fee?: Fee | undefined }): void {
  if (!fee) return;
  const needed = fee.type === "fixed" ? "fixed" : fee.type === "percentage" ? "percentage_ppm" : null;
  if (needed && (fee[needed] === null || fee[needed] === undefined)) {
    throw invalidField(
      `/default_handling_fee/${needed}`,
      "required",
      `A ${fee.type} handling fee needs '${needed}'.`,
    );
  }
}
