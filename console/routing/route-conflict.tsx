import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconNotes } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { personNames } from "../people/people-queries.ts";
import { Differences } from "./differences.tsx";
import { type RouteBody, readDraft, type StoredRoute, toBody } from "./route-draft.ts";
import type { useRouteEdit } from "./use-route-edit.ts";

type RouteConflictProps = { edit: ReturnType<typeof useRouteEdit>; stored: StoredRoute | null };

/** Nothing, as a route. */
const NO_ROUTE: RouteBody = toBody(readDraft(null));

/** Says that somebody else saved meanwhile, and offers to go on from theirs without losing one's own. */
export function RouteConflict({ edit, stored }: RouteConflictProps) {
  if (edit.hasConflict && stored) return <Meanwhile edit={edit} stored={stored} />;
  return edit.aside ? <Aside edit={edit} stored={stored} /> : null;
}

function Meanwhile({ edit, stored }: RouteConflictProps & { stored: StoredRoute }) {
  const t = useTranslations("routeConflict");
  const route = useTranslations("route");
  const { data: names } = useQuery(personNames([stored.updated_by]));
  const [isComparing, setComparing] = useState(false);
  const name = names?.get(stored.updated_by) ?? route("somebody");
  const version = String(stored.version);
  return (
    <Alert
      role="alert"
      className="route-trouble"
      variant="outline"
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title={t("title", { name, version })}
    >
      <Text size="sm">{t("lead", { name, seen: String(edit.base?.version ?? 0) })}</Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={edit.keepAside}>
          {t("takeTheirs", { version })}
        </Button>
        <Button size="xs" variant="default" aria-expanded={isComparing} onClick={() => setComparing(!isComparing)}>
          {t("compare", { name })}
        </Button>
      </Group>
      {isComparing && <Differences before={edit.base ?? NO_ROUTE} after={stored} />}
    </Alert>
  );
}

function Aside({ edit, stored }: RouteConflictProps) {
  const t = useTranslations("routeConflict");
  const mine = useMemo(() => toBody(edit.aside ?? readDraft(null)), [edit.aside]);
  return (
    <Alert className="route-trouble" variant="outline" icon={<IconNotes aria-hidden />} title={t("asideTitle")}>
      <Text size="sm">{t("asideLead", { version: String(stored?.version ?? 0) })}</Text>
      <Text size="sm" fw={600} mt="sm">
        {t("mine")}
      </Text>
      <Differences before={stored ?? NO_ROUTE} after={mine} />
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={edit.putBack}>
          {t("putMine")}
        </Button>
        <Button size="xs" variant="default" onClick={edit.dropAside}>
          {t("dropMine")}
        </Button>
      </Group>
    </Alert>
  );
}
