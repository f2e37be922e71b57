import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import { useFieldProblems } from "./field-problems.ts";

type FormProps = {
  /** The call that the form makes, as `useMutation` gives it. */
  change: { mutate(): void; isPending: boolean; error: Error | null };
  /** Its fields, by the names they have in the API. */
  fields: readonly string[];
  submitLabel: string;
  /** Whether it can be sent at all. */
  isReady?: boolean;
  /** Whether something is lost by it. */
  isDanger?: boolean;
  onCancel?: () => void;
  children: (problemAt: (field: string) => string | null) => ReactNode;
};

/**
 * Fields, what the hub says against them, and the buttons. A refusal that names a field stands at that field, which gets the
 * focus; anything else stands at the foot. The request id is always there.
 */
export function Form({ change, fields, submitLabel, isReady = true, isDanger = false, onCancel, children }: FormProps) {
  const t = useTranslations("form");
  const problems = useFieldProblems(change.error, fields);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (change.error) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [change.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form ref={form} onSubmit={submit}>
      <Stack gap="sm">
        {children(problems.at)}
        {problems.rest && <Problem error={problems.rest} />}
        {change.error && !problems.rest && <Corrections requestId={problems.requestId} />}
        <Group justify="flex-end" mt="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
          <Button
            type="submit"
            {...(isDanger && { color: "var(--look-danger)" })}
            loading={change.isPending}
            disabled={!isReady}
          >
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is wrong stands at the fields; here is where it can be found in the log. */
function Corrections({ requestId }: { requestId: string }) {
  const t = useTranslations("form");
  const problem = useTranslations("problem");
  return (
    <Text role="alert" size="sm">
      {t("corrections")}{" "}
      <Text span size="xs" c="dimmed">
        {problem("requestId")} <Code>{requestId}</Code>
      </Text>
    </Text>
  );
}
