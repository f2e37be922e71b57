import "./team-members-form.css";
import { Checkbox, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { teamUpsert } from "../../contract/operations/team.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { members } from "./people-queries.ts";
import type { Team } from "./team-members.tsx";

/** Adds people to a team: found by name or address, several at once. */
export function TeamMembersForm({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useTranslations("team");
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlyMap<number, string>>(new Map());
  const add = useMutation({
    mutationFn: () => {
      const personIds = [...team.person_ids, ...chosen.keys()];
      return call(teamUpsert, { team_id: team.team_id, team_name: team.team_name, person_ids: personIds });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["team"] });
      onClose();
    },
  });
  const turn = (id: number, name: string) => {
    const turned = new Map(chosen);
    if (!turned.delete(id)) turned.set(id, name);
    setChosen(turned);
  };
  return (
    <Dialog title={t("add")} isOpen onClose={onClose}>
      <Form
        change={add}
        fields={["person_ids"]}
        submitLabel={t("addCount", { count: chosen.size })}
        isReady={chosen.size > 0}
        onCancel={onClose}
      >
        {(problemAt) => (
          <>
            <Candidates present={team.person_ids} chosen={chosen} onTurn={turn} />
            {chosen.size > 0 && <Text size="sm">{[...chosen.values()].join(", ")}</Text>}
            {problemAt("person_ids") && <Text c="var(--mantine-color-error)">{problemAt("person_ids")}</Text>}
          </>
        )}
      </Form>
    </Dialog>
  );
}

type CandidatesProps = {
  present: readonly number[];
  chosen: ReadonlyMap<number, string>;
  onTurn: (id: number, name: string) => void;
};

/** The first members that fit and are not in the team. */
function Candidates({ present, chosen, onTurn }: CandidatesProps) {
  const t = useTranslations("team");
  const texts = useTranslations("members");
  const [query, setQuery] = useState("");
  const { data } = useQuery(members({ pageNumber: 1, query, roleId: 0 }));
  const found = (data?.items ?? []).filter(({ member_id }) => !present.includes(member_id));
  return (
    <>
      <SearchBox label={texts("search")} value={query} onSearch={setQuery} />
      <Text size="sm" c="dimmed">
        {data && found.length === 0 ? t("nobodyElse") : t("addHint")}
      </Text>
      <Stack gap="xs" component="fieldset" className="choices">
        <legend>{t("found")}</legend>
        {found.map(({ member_id, member_name, email }) => (
          <Checkbox
            key={member_id}
            label={member_name}
            description={email}
            checked={chosen.has(member_id)}
            onChange={() => onTurn(member_id, member_name)}
          />
        ))}
      </Stack>
    </>
  );
}
