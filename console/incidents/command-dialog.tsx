import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/problem.tsx";
import type { IncidentCommand } from "./commands.ts";
import type { AskedCommand, Commands } from "./use-commands.ts";

/** Asks for what a command says, which also keeps one key from closing an incident by mistake. */
export function CommandDialog({ commands }: { commands: Commands }) {
  const t = useTranslations("incident");
  const { asked, close } = commands;
  return (
    <Dialog
      isOpen={asked !== null}
      onClose={close}
      title={asked ? t(`ask_${asked.command}`, { count: asked.ids.length }) : ""}
      size="lg"
    >
      {asked && <Fields key={asked.command} asked={asked} commands={commands} />}
    </Dialog>
  );
}

type FieldsProps = { asked: { command: AskedCommand; ids: readonly string[] }; commands: Commands };

function Fields({ asked: { command, ids }, commands }: FieldsProps) {
  const t = useTranslations("incident");
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const isMissing = command !== "resolve" && first.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Ctrl+Enter comes here whether or not the button could be pressed.
    if (isMissing || commands.isBusy) return;
    commands.run(ids, commandOf(command, first.trim(), second.trim()));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t(`lead_${command}`)}</Text>
        <Note
          label={t(`field_${command}`)}
          isRequired={command !== "resolve"}
          isFirst
          value={first}
          onChange={setFirst}
        />
        {command === "resolve" && <Note label={t("field_resolution")} value={second} onChange={setSecond} />}
        {commands.error && <Problem error={commands.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={commands.close}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={commands.isBusy} disabled={isMissing}>
            {t(`do_${command}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type NoteProps = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  isRequired?: boolean;
  isFirst?: boolean;
};

function Note({ label, value, onChange, isRequired = false, isFirst = false }: NoteProps) {
  return (
    <Textarea
      label={label}
      required={isRequired}
      {...(isFirst && { "data-autofocus": true })}
      maxLength={INPUT_LIMITS.noteLengthMax}
      autosize
      minRows={2}
      maxRows={10}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.repeat || !(event.ctrlKey || event.metaKey)) return;
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}

function commandOf(name: AskedCommand, first: string, second: string): IncidentCommand {
  switch (name) {
    case "resolve":
      return { name, rootCause: first, resolution: second };
    case "reopen":
      return { name, reason: first };
    case "comment":
      return { name, comment: first };
  }
}
