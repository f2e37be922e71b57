import { z } from "zod";
import { entityId } from "../ids.ts";
import { operation } from "../operation.ts";
import { seconds } from "../times.ts";

/** Who am I: the person behind the app key. */
export const memberInfo = operation({
  method: "POST",
  path: "/member/info",
  summary: "The person behind the app key",
  tag: "Members",
  permission: "authenticated",
  input: z.object({}),
  output: z
    .object({
      account_id: entityId,
      account_name: z.string(),
      account_avatar: z.string(),
      account_email: z.string(),
      account_role_ids: z.array(z.int()),
      account_locale: z.string(),
      account_time_zone: z.string(),
      domain: z.string(),
      member_id: entityId,
      member_name: z.string(),
      phone: z.string(),
      phone_verified: z.boolean(),
      email: z.string(),
      email_verified: z.boolean(),
      country_code: z.string(),
      avatar: z.string(),
      locale: z.string(),
      time_zone: z.string(),
      is_external: z.boolean(),
      status: z.enum(["enabled", "pending", "deleted"]),
      created_at: seconds,
    })
    .meta({ id: "MemberInfo" }),
});

/** The account everything belongs to. */
export const accountInfo = operation({
  method: "POST",
  path: "/account/info",
  summary: "The account everything belongs to",
  tag: "Members",
  permission: "authenticated",
  input: z.object({}),
  output: z
    .object({
      account_id: entityId,
      account_name: z.string(),
      domain: z.string(),
      extra_domains: z.array(z.string()),
      email: z.string().describe("The owner's"),
      phone: z.string(),
      country_code: z.string(),
      avatar: z.string(),
      locale: z.string(),
      time_zone: z.string(),
      restrictions: z.object({
        allow_subdomain: z.boolean(),
        email_domains: z.array(z.string()),
        ips: z.array(z.string()),
      }),
      mp_plat: z.string(),
      mp_account_id: z.string(),
      created_at: seconds,
    })
    .meta({ id: "AccountInfo" }),
});
