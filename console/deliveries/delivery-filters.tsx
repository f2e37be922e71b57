import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { DELIVERY_OUTCOMES } from "../../contract/verdicts.ts";
import { useTyped } from "../ui/use-typed.ts";

const ROUTE = "/integration/detail/$integrationId";
const SINCE = ["1h", "24h", "7d", "30d"] as const;
const NARROWED = { outcome: undefined, since: undefined, query: undefined, after: undefined } as const;

/** Narrows the list by outcome, time and text; all of it stands in the address. */
export function DeliveryFilters() {
  const t = useTranslations("deliveries");
  const words = useTranslations("outcome");
  const { outcome, since, query = "" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const narrow = (search: Partial<Record<keyof typeof NARROWED, undefined>> | object) =>
    navigate({ search: (before) => ({ ...before, ...search, after: undefined }), replace: true, resetScroll: false });
  const [typed, setTyped] = useTyped(query, (text) => narrow({ query: text || undefined }));
  return (
    <Group gap="xs" mb="sm" align="flex-end">
      <TextInput
        className="delivery-query"
        type="search"
        aria-label={t("query")}
        placeholder={t("queryHint")}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={INPUT_LIMITS.queryLengthMax}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={t("outcome")}
        value={outcome ?? ""}
        onChange={(event) => narrow({ outcome: DELIVERY_OUTCOMES.find((one) => one === event.target.value) })}
        data={[{ value: "", label: t("any") }, ...DELIVERY_OUTCOMES.map((one) => ({ value: one, label: words(one) }))]}
      />
      <NativeSelect
        aria-label={t("since")}
        value={since ?? ""}
        onChange={(event) => narrow({ since: SINCE.find((one) => one === event.target.value) })}
        data={[{ value: "", label: t("always") }, ...SINCE.map((one) => ({ value: one, label: t(`since_${one}`) }))]}
      />
      {(outcome || since || query) && (
        <Button variant="subtle" onClick={() => narrow(NARROWED)}>
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}
