import { Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { teamUpsert } from "../../contract/operations/team.ts";
import { call } from "../api/call.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "./form.tsx";

const NAME_LENGTH_MAX = 39;
const DESCRIPTION_LENGTH_MAX = 500;

type TeamFormProps = {
  /** The team to change; null makes one, with who makes it in it. */
  team: { team_id: number; team_name: string; description: string } | null;
  /** Who is in a new team. */
  personIds?: number[];
  onSaved: (teamId: number) => void;
  onClose: () => void;
};

/** Makes a team, or changes its name and description. */
export function TeamForm({ team, personIds, onSaved, onClose }: TeamFormProps) {
  const t = useTranslations("teams");
  const form = useTranslations("form");
  const queries = useQueryClient();
  const [name, setName] = useState(team?.team_name ?? "");
  const [description, setDescription] = useState(team?.description ?? "");
  const save = useMutation({
    mutationFn: () =>
      call(teamUpsert, {
        ...(team && { team_id: team.team_id }),
        ...(personIds && { person_ids: personIds }),
        team_name: name.trim(),
        description,
      }),
    onSuccess: async ({ team_id }) => {
      await queries.invalidateQueries({ queryKey: ["team"] });
      onClose();
      onSaved(team_id);
    },
  });
  return (
    <Dialog title={team ? form("edit") : t("create")} isOpen onClose={onClose}>
      <Form
        change={save}
        fields={["team_name", "description"]}
        submitLabel={team ? form("save") : t("create")}
        onCancel={onClose}
      >
        {(problemAt) => (
          <>
            <TextInput
              label={t("name")}
              description={t("nameHint")}
              data-autofocus
              required
              pattern=".*\S.*"
              maxLength={NAME_LENGTH_MAX}
              value={name}
              error={problemAt("team_name")}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Textarea
              label={t("description")}
              maxLength={DESCRIPTION_LENGTH_MAX}
              autosize
              minRows={2}
              value={description}
              error={problemAt("description")}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
}
