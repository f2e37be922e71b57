import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { teamUpsert } from "../../contract/operations/team.ts";
import { call } from "../api/call.ts";
import { DescriptionField } from "../forms/description-field.tsx";
import { Form } from "../forms/form.tsx";
import { NameField } from "../forms/name-field.tsx";
import { Dialog } from "../ui/dialog.tsx";

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
            <NameField
              label={t("name")}
              hint={t("nameHint")}
              lengthMax={INPUT_LIMITS.nameLengthMax}
              value={name}
              problem={problemAt("team_name")}
              onChange={setName}
            />
            <DescriptionField
              label={t("description")}
              value={description}
              problem={problemAt("description")}
              onChange={setDescription}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
}
