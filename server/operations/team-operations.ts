import type { z } from "zod";
import {
  teamDelete,
  teamInfo,
  teamInfos,
  type teamItem,
  teamList,
  teamUpsert,
} from "../../contract/operations/team.ts";
import { say, sayOf } from "../../contract/saying.ts";
import { Refusal } from "../base/errors.ts";
import type { Account } from "../people/account-store.ts";
import {
  deleteTeam,
  findTeam,
  listTeamBriefs,
  listTeams,
  type TeamEdit,
  type TeamRow,
  upsertTeam,
} from "../people/team-store.ts";
import type { Queryable } from "../storage/database.ts";
import { type BoundOperation, bind, type CallContext } from "./bound-operation.ts";
import { refuseEditOf } from "./edit-scope.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { readPage } from "./paging.ts";

/** `/team/*`. */
export function createTeamOperations({ database }: OperationDeps): BoundOperation[] {
  return [
    bind(teamUpsert, async (input, context) => {
      const edit = readEdit(input);
      const { teamId, teamName, resetIfNameExists } = edit;
      const existing = await findTeam(database, { teamId, teamName, refId: "" });
      const isEdit = teamId !== 0 || resetIfNameExists;
      if (existing && isEdit) await checkTeamEdit(database, existing, context);
      const savedId = await upsertTeam(database, edit, context.person.personId, context.now);
      return { team_id: savedId, team_name: teamName };
    }),

    bind(teamInfo, async (input, { account }) => toItem(await getTeam(database, input), account)),

    bind(teamInfos, async (input) => ({ items: await listTeamBriefs(database, input.team_ids) })),

    bind(teamDelete, async (input, context) => {
      const team = await getTeam(database, input);
      await checkTeamEdit(database, team, context);
      await deleteTeam(database, team.team_id, context.hiddenChannelIds);
      return {};
    }),

    bind(teamList, async (input, { account }) => {
      const { p, limit, offset } = readPage(input);
      const { items, total } = await listTeams(database, {
        personId: input.person_id ?? 0,
        query: input.query ?? "",
        orderby: input.orderby ?? "created_at",
        asc: input.asc ?? false,
        limit,
        offset,
      });
      return { p, limit, total, items: items.map((row) => toItem(row, account)) };
    }),
  ];
}

function readEdit(input: z.output<typeof teamUpsert.input>): TeamEdit {
  return {
    teamId: input.team_id ?? 0,
    teamName: input.team_name,
    description: input.description,
    refId: input.ref_id,
    personIds: input.person_ids,
    emails: input.emails,
    phones: input.phones,
    resetIfNameExists: input.reset_if_name_exist ?? false,
  };
}

/** Who joins a team sees its private channels: only the team itself takes people in. */
function checkTeamEdit(db: Queryable, team: TeamRow, context: CallContext): Promise<void> {
  return refuseEditOf(db, "team", { creatorIds: [team.creator_id], teamIds: [team.team_id] }, context);
}

async function getTeam(db: Queryable, input: z.output<typeof teamInfo.input>): Promise<TeamRow> {
  const name = { teamId: input.team_id ?? 0, teamName: input.team_name ?? "", refId: input.ref_id ?? "" };
  if (!name.teamId && !name.teamName && !name.refId) {
    throw new Refusal(
      "InvalidParameter",
      sayOf("team_id", "expected", {
        expected: say("one_of_these", { fields: "team_name or ref_id" }),
        got: say("none_of_them"),
      }),
    );
  }
  const row = await findTeam(db, name);
  if (!row)
    throw new Refusal("ResourceNotFound", say("no_team", { named: name.teamId || name.teamName || name.refId }));
  return row;
}

function toItem(row: TeamRow, account: Account): z.input<typeof teamItem> {
  return { ...row, account_id: account.accountId, status: "enabled" };
}
