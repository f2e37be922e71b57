import { useTranslations } from "use-intl";
import { CopyButton } from "./copy-button.tsx";

/** Text to be taken over letter by letter, with a button that copies it. */
export function CodeBlock({ text }: { text: string }) {
  const t = useTranslations("copy");
  return (
    <div className="code-block">
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={t("copy")} size="compact-xs" variant="default" />
    </div>
  );
}
