import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PageHead } from "./page-head.tsx";

/** Stands in for a page that did not come, or whose subject did not; why stands in it. */
export function LostPage({ back, children }: { back?: ReactNode; children: ReactNode }) {
  const t = useTranslations("problem");
  return (
    <>
      <PageHead title={t("lostPage")} back={back} />
      {children}
    </>
  );
}
