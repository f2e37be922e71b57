import "./profile.css";
import { Badge, Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { sessionEnd } from "../../contract/operations/session.ts";
import { call } from "../api/call.ts";
import { Moment } from "../ui/moment.tsx";
import { Problem } from "../ui/problem.tsx";
import { browserOf } from "./browser-of.ts";
import { sessions } from "./profile-queries.ts";

/** Where somebody is signed in, and how to end that from here. */
export function Sessions() {
  const t = useTranslations("profile");
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(sessions);
  const end = useMutation({
    mutationFn: (sessionId: string | null) => call(sessionEnd, sessionId === null ? {} : { session_id: sessionId }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessions.queryKey }),
  });
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  const others = (data?.items ?? []).filter(({ is_current }) => !is_current);
  return (
    <>
      <ul className="rows">
        {data?.items.map(({ session_id, is_current, address, user_agent, seen_at }) => (
          <li key={session_id}>
            <div>
              <Group gap={6}>
                <Text fw={600}>{browserOf(user_agent) ?? t("someBrowser")}</Text>
                {is_current && <Badge variant="default">{t("thisBrowser")}</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                {t.rich("seen", { address, when: () => <Moment seconds={seen_at} /> })}
              </Text>
            </div>
            {!is_current && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("endOne", { browser: browserOf(user_agent) ?? t("someBrowser") })}
                onClick={() => end.mutate(session_id)}
              >
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.error && <Problem error={end.error} />}
      {others.length > 1 && (
        <Group justify="flex-end">
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate(null)}>
            {t("endOthers", { count: others.length })}
          </Button>
        </Group>
      )}
    </>
  );
}
