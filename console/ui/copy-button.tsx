import { Button, type ButtonProps } from "@mantine/core";
import { IconAlertCircle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { copyText } from "./copy-text.ts";

const SHOWN_MS = 2_000;

type CopyButtonProps = ButtonProps & {
  text: string;
  /** What pressing it copies. */
  label: string;
  /** The same in more words, where several such buttons stand together. */
  name?: string;
};

/** A button that copies a text, and says so. */
export function CopyButton({ text, label, name, ...look }: CopyButtonProps) {
  const t = useTranslations("copy");
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = window.setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const Icon = outcome === "copied" ? IconCheck : outcome === "failed" ? IconAlertCircle : IconCopy;
  return (
    <Button
      leftSection={<Icon size={16} aria-hidden />}
      onClick={async () => setOutcome((await copyText(text)) ? "copied" : "failed")}
      {...(name && outcome === null && { "aria-label": name })}
      {...look}
    >
      <span aria-live="polite">{outcome === null ? label : t(outcome)}</span>
    </Button>
  );
}
