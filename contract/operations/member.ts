import { z } from "zod";
import { email, linkToken, locale, newPassword, nothing, personName, query, roleIds, timeZone } from "../fields.ts";
import { entityId, entityIdOrNone } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { seconds } from "../times.ts";

/** `disabled` is ours: who is may not sign in, and their app keys do not work. */
const status = z.enum(["enabled", "pending", "disabled", "deleted"]);
const contact = z.string().max(INPUT_LIMITS.emailLengthMax);

/** A person as lists carry them. */
export const memberItem = z
  .object({
    account_id: entityId,
    member_id: entityId,
    member_name: z.string(),
    country_code: z.string(),
    phone: z.string(),
    email: z.string(),
    locale: z.string(),
    time_zone: z.string(),
    phone_verified: z.boolean(),
    email_verified: z.boolean(),
    avatar: z.string(),
    status,
    account_role_ids: z.array(z.int()),
    is_external: z.boolean(),
    ref_id: z.string(),
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: "MemberItem" });

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
      status,
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

/** Pages through the persons of the account, the owner too. */
export const memberList = operation({
  method: "POST",
  path: "/member/list",
  summary: "List members, the owner too",
  tag: "Members",
  permission: "authenticated",
  input: z.object({
    ...page,
    role_id: z.int().optional().describe("Only those who have this role"),
    status: z.enum(["enabled", "pending", "disabled"]).optional().describe("Only those of this status"),
    orderby: z.enum(["created_at", "updated_at"]).optional(),
    asc: z.boolean().optional(),
    query,
  }),
  output: z.object({ p: z.int(), limit: z.int(), total: z.int(), items: z.array(memberItem) }),
});

/** Adds members who are pending until they accept. Somebody pending gets a new link, and the one before ends. */
export const memberInvite = operation({
  method: "POST",
  path: "/member/invite",
  summary:
    "Invite up to 20 members; each gets a link that works once, for 7 days. Again for somebody pending: a new link",
  tag: "Members",
  permission: "Members/Manage",
  input: z.object({
    members: z
      .array(
        z.object({
          email,
          member_name: personName.optional().describe("Default: the part of the address before the @"),
          phone: contact.optional(),
          country_code: z.string().max(10).optional(),
          role_ids: roleIds.optional().describe("Default: Viewer"),
          locale: locale.optional(),
          time_zone: timeZone.optional(),
          ref_id: contact.optional(),
        }),
      )
      .min(1)
      .max(INPUT_LIMITS.invitedMax),
    from: z.string().max(255).optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        member_id: entityId,
        member_name: z.string(),
        invite_url: z.string().describe("Shown only now"),
        expires_at: seconds,
      }),
    ),
  }),
});

/** Takes an invitation: sets name and password, and signs in. */
export const memberAcceptInvite = operation({
  method: "POST",
  path: "/member/accept-invite",
  summary: "Accept an invitation with the token of its link; the answer sets the session cookie",
  tag: "Members",
  permission: "anyone",
  input: z.object({
    token: linkToken,
    name: personName.optional().describe("Default: the name of the invitation"),
    password: newPassword,
  }),
  output: z.object({ member_id: entityId, member_name: z.string() }),
});

/** Tells whom an invitation is for, so that who follows its link sees that it is theirs. */
export const memberInviteInfo = operation({
  method: "POST",
  path: "/member/invite/info",
  summary: "Whom the token of an invitation's link is for, and until when it works",
  tag: "Members",
  permission: "anyone",
  input: z.object({ token: linkToken }),
  output: z.object({ member_name: z.string(), email: z.string(), account_name: z.string(), expires_at: seconds }),
});

/** Lets a disabled member in again. */
export const memberEnable = operation({
  method: "POST",
  path: "/member/enable",
  summary: "Enable a disabled member; their app keys work again",
  tag: "Members",
  permission: "Members/Manage",
  input: z.object({ member_id: entityId }),
  output: nothing,
});

/** Keeps a member out, at once and until enabled again. */
export const memberDisable = operation({
  method: "POST",
  path: "/member/disable",
  summary: "Disable a member: sessions end and app keys stop working at once",
  tag: "Members",
  permission: "Members/Manage",
  input: z.object({ member_id: entityId }),
  output: nothing,
});

/** Changes one's own password. */
export const memberPasswordReset = operation({
  method: "POST",
  path: "/member/password/reset",
  summary: "Change your own password; your other sessions end, app keys stay",
  tag: "Members",
  permission: "authenticated",
  input: z.object({ current_password: z.string().max(INPUT_LIMITS.passwordLengthMax), new_password: newPassword }),
  output: nothing,
});

/** Removes a member for good; history keeps the name. */
export const memberDelete = operation({
  method: "POST",
  path: "/member/delete",
  summary: "Delete a member, named by one of the fields; sessions and app keys end at once",
  tag: "Members",
  permission: "Members/Manage",
  input: z.object({
    member_id: entityIdOrNone.optional(),
    member_name: contact.optional(),
    email: contact.optional(),
    phone: contact.optional(),
    country_code: contact.optional(),
    ref_id: contact.optional(),
  }),
  output: nothing,
});

const profile = {
  member_name: personName.optional(),
  email: email.optional(),
  phone: contact.optional(),
  country_code: z.string().max(10).optional(),
  avatar: z.string().max(500).optional(),
  locale: locale.optional(),
  time_zone: timeZone.optional(),
} as const;

/** Changes a profile: one's own, or anybody's with the permission. E-mail and phone always need it. */
export const memberInfoReset = operation({
  method: "POST",
  path: "/member/info/reset",
  summary: "Change a profile: your own, or with Members/Manage anybody's; e-mail and phone only with it",
  tag: "Members",
  permission: "authenticated",
  input: z.object({
    member_id: entityId,
    ...profile,
    updates: z.object(profile).optional().describe("The same fields, as some clients send them"),
  }),
  output: nothing,
});
