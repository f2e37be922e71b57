import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { whoAmI } from "../api/people-queries.ts";
import { PageHead } from "../ui/page-head.tsx";
import { RecordTable } from "../ui/record-table.tsx";

/** Who can be made responsible: so far whoever is signed in, since nobody else can be invited yet. */
export default function MembersPage() {
  const t = useTranslations("members");
  const { data } = useQuery(whoAmI);
  const rows = data
    ? [{ key: data.member_id, cells: [`${data.member_name} (${t("you")})`, data.email, data.phone, data.time_zone] }]
    : [];
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <RecordTable label={t("title")} heads={[t("name"), t("email"), t("phone"), t("timeZone")]} rows={rows} />
    </>
  );
}
