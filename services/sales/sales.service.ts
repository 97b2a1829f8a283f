import { defineService } from "../../shared/service/define-service.ts";
import { refund, register, registerSession, sale } from "./resources/sale.ts";

export const sales = defineService({
  name: "sales",
  resources: [sale, refund, register, registerSession],
  handlers: [],
});
