import { z } from "zod";
import { entityId, entityIdOrNone } from "../ids.ts";
import { operation } from "../operation.ts";

/** A person by id, deleted ones too: history keeps naming them. */
export const personItem = z
  .object({
    account_id: entityId,
    person_id: entityId,
    person_name: z.string(),
    avatar: z.string(),
    locale: z.string(),
    time_zone: z.string(),
    email: z.string(),
    phone: z.string(),
    phone_verified: z.boolean(),
    email_verified: z.boolean(),
    as: z.enum(["account", "member"]).describe("`account` is the owner"),
    status: z.enum(["enabled", "pending", "disabled", "deleted"]),
  })
  .meta({ id: "PersonItem" });

/** Names of many persons; unknown ids are left out. */
export const personInfos = operation({
  method: "POST",
  path: "/person/infos",
  summary: "Names of up to 1000 persons, deleted ones too; unknown ids are left out",
  tag: "Members",
  permission: "authenticated",
  input: z.object({ person_ids: z.array(entityIdOrNone).max(1000) }),
  output: z.object({ items: z.array(personItem) }),
});
