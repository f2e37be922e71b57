import "./steps.css";
import { Text, Title, VisuallyHidden } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

type StepProps = { title: string; lead: string; isDone: boolean; children: ReactNode };

/** One step of a checklist: what to do and why, and the way there until it is done. */
export function Step({ title, lead, isDone, children }: StepProps) {
  const t = useTranslations("onboarding");
  const Mark = isDone ? IconCircleCheckFilled : IconCircle;
  return (
    <li className="card step" data-done={isDone}>
      <Mark size={24} aria-hidden />
      <div className="step-words">
        <Title order={2}>
          {title} <VisuallyHidden>{t(isDone ? "done" : "open")}</VisuallyHidden>
        </Title>
        <Text c="dimmed">{lead}</Text>
      </div>
      {!isDone && <div>{children}</div>}
    </li>
  );
}
