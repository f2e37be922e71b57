import { Tabs } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { PageHead } from "../ui/page-head.tsx";

const PAGES = [
  { to: "/profile/basic", name: "basic" },
  { to: "/profile/app-key", name: "appKeys" },
] as const;

/** The head of what belongs to who is signed in, with the way between its pages. */
export function ProfileTabs({ current }: { current: (typeof PAGES)[number]["name"] }) {
  const t = useTranslations("profile");
  const navigate = useNavigate();
  const mayHaveKeys = useMay("AppKeys/Read");
  const pages = PAGES.filter(({ name }) => name !== "appKeys" || mayHaveKeys);
  const turn = (wanted: string | null) => {
    const page = pages.find(({ name }) => name === wanted);
    if (page) void navigate({ to: page.to });
  };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Tabs value={current} onChange={turn} mb="lg">
        <Tabs.List aria-label={t("title")}>
          {pages.map(({ name }) => (
            <Tabs.Tab key={name} value={name} aria-controls="profile-panel">
              {t(name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
    </>
  );
}
