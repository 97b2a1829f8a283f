import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { loadRegister } from "./load-register.ts";

export const marginRegister = query(
  declared.marginRegister,
  async (reader, asked, call) => (await loadRegister(reader, call, asked)).register,
);
