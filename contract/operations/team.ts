import { z } from "zod";
import { description, name, nothing, query } from "../fields.ts";
import { entityId, entityIdOrNone } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { seconds } from "../times.ts";

/** A team as answers carry it. */
export const teamItem = z
  .object({
    account_id: entityId,
    team_id: entityId,
    team_name: z.string(),
    description: z.string(),
    status: z.enum(["enabled", "disabled"]),
    updated_by_name: z.string(),
    updated_by: entityIdOrNone,
    creator_id: entityIdOrNone,
    creator_name: z.string(),
    created_at: seconds,
    updated_at: seconds,
    person_ids: z.array(entityId),
    ref_id: z.string(),
  })
  .meta({ id: "TeamItem" });

const contact = z.string().max(255);

/** Makes a team, or changes the one with this id, or with this name when `reset_if_name_exist` says so. */
export const teamUpsert = operation({
  method: "POST",
  path: "/team/upsert",
  summary: "Make a team, or change the one with this id (or name, with `reset_if_name_exist`)",
  tag: "Teams",
  permission: "Teams/Manage",
  input: z.object({
    team_id: entityIdOrNone.optional(),
    team_name: name(INPUT_LIMITS.nameLengthMax),
    description: description.optional(),
    person_ids: z.array(entityId).max(1000).optional(),
    emails: z.array(contact).max(1000).optional(),
    phones: z.array(contact).max(1000).optional(),
    countryCode: z.string().max(10).optional(),
    ref_id: contact.optional(),
    reset_if_name_exist: z.boolean().optional(),
  }),
  output: z.object({ team_id: entityId, team_name: z.string() }),
});

/** Reads one team by id, name or ref_id. */
export const teamInfo = operation({
  method: "POST",
  path: "/team/info",
  summary: "Read a team by id, name or ref_id",
  tag: "Teams",
  permission: "authenticated",
  input: z.object({
    team_id: entityIdOrNone.optional(),
    team_name: z.string().max(500).optional(),
    ref_id: contact.optional(),
  }),
  output: teamItem,
});

/** Pages through teams. */
export const teamList = operation({
  method: "POST",
  path: "/team/list",
  summary: "List teams",
  tag: "Teams",
  permission: "authenticated",
  input: z.object({
    ...page,
    orderby: z.enum(["created_at", "updated_at", "team_name"]).optional(),
    asc: z.boolean().optional(),
    person_id: entityIdOrNone.optional().describe("Teams of this person"),
    query,
  }),
  output: z.object({ p: z.int(), limit: z.int(), total: z.int(), items: z.array(teamItem) }),
});

/** Names and members of many teams; unknown ids are left out. */
export const teamInfos = operation({
  method: "POST",
  path: "/team/infos",
  summary: "Names and members of up to 100 teams; unknown ids are left out",
  tag: "Teams",
  permission: "authenticated",
  input: z.object({ team_ids: z.array(entityIdOrNone).max(100) }),
  output: z.object({
    items: z.array(z.object({ team_id: entityId, team_name: z.string(), person_ids: z.array(entityId) })),
  }),
});

/** Removes a team that nothing belongs to. */
export const teamDelete = operation({
  method: "POST",
  path: "/team/delete",
  summary: "Delete a team by id, name or ref_id; refused while something belongs to it",
  tag: "Teams",
  permission: "Teams/Manage",
  input: teamInfo.input,
  output: nothing,
});
