import { Code, Text, Title } from "@mantine/core";
import { useTranslations } from "use-intl";
import { DeliveryBody } from "./delivery-body.tsx";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { NameValues } from "./name-values.tsx";

/** The request as it came, but for credentials. */
export function DeliveryRequest({ detail }: { detail: DeliveryDetail }) {
  const t = useTranslations("delivery");
  const { request } = detail;
  return (
    <section aria-labelledby="delivery-request">
      <Title order={3} size="h2" id="delivery-request" mb="xs">
        {t("request")}
      </Title>
      {request ? (
        <>
          <DeliveryBody deliveryId={detail.delivery_id} request={request} />
          <Text fw={600} size="sm" mt="md">
            {t("headers")} <Code>{request.method}</Code>
          </Text>
          <Text size="xs" c="dimmed">
            {t("masked")}
          </Text>
          <Pairs label={t("headers")} pairs={request.headers} />
          {Object.keys(request.query).length > 0 && (
            <>
              <Text fw={600} size="sm" mt="md">
                {t("query")}
              </Text>
              <Pairs label={t("query")} pairs={request.query} />
            </>
          )}
        </>
      ) : (
        <Text size="sm">{t("requestGone")}</Text>
      )}
    </section>
  );
}

function Pairs({ label, pairs }: { label: string; pairs: Readonly<Record<string, string>> }) {
  return <NameValues aria-label={label} className="delivery-facts" verticalSpacing={2} rows={Object.entries(pairs)} />;
}
