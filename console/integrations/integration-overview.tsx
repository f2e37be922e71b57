import "./integration-overview.css";
import { SourceGuide } from "../sources/source-guide.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import { IntegrationFacts } from "./integration-facts.tsx";
import type { Activity, Integration, IntegrationTarget } from "./integration-queries.ts";
import { PushUrl } from "./push-url.tsx";
import { SeverityTable } from "./severity-table.tsx";

type IntegrationOverviewProps = {
  integration: Integration;
  source: SourceItem | undefined;
  activity: Activity | undefined;
  target: IntegrationTarget | undefined;
  mayManage: boolean;
};

/** Where the sender posts to, whether anything came, how to connect it, and what its levels become. */
export function IntegrationOverview({ mayManage, ...about }: IntegrationOverviewProps) {
  const { integration, source } = about;
  return (
    <div className="integration-overview">
      <PushUrl integration={integration} mayManage={mayManage} />
      <div className="integration-aside">
        <IntegrationFacts {...about} />
        {source && <SeverityTable source={source} />}
      </div>
      {source && <SourceGuide source={source} pushUrl={integration.push_url} />}
    </div>
  );
}
