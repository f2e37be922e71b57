import { channelCreate } from "../../contract/operations/channel.ts";
import { integrationCreate } from "../../contract/operations/integration.ts";
import { routeUpsert } from "../../contract/operations/route.ts";
import type { Caller } from "./caller.ts";
import type { People } from "./people.ts";

/** One monitoring system of the demo: where it pushes to, and how busy it is. */
export type Sender = {
  /** Path and query of its push URL: past and present of the demo may listen on different ports. */
  pushPath: string;
  seed: number;
  rules: number;
  entities: number;
  /** From one push to the next, in history and when the demo is watched. */
  everyMs: { history: number; live: number };
};

const SOURCE = "aliyun-prometheus";

/** The channels of the demo, an integration private to one of them, and one that is shared by routes. */
export async function setScene(owner: Caller, { teamIds }: People): Promise<Sender[]> {
  const make = async (team_id: number, channel_name: string, description: string, is_private = false) =>
    (await owner(channelCreate, { team_id, channel_name, description, is_private })).channel_id;
  const payments = await make(teamIds.payments, "Payments", "Cards, refunds and payouts");
  const sites = await make(teamIds.payments, "Shop front", "What customers see: sites, certificates, response times");
  const platform = await make(teamIds.platform, "Kubernetes platform", "Clusters, nodes and what runs on them");
  const data = await make(teamIds.platform, "Databases", "Seen by its own team only", true);

  const own = await owner(integrationCreate, { plugin_type: SOURCE, channel_id: payments, name: "Payments, Hangzhou" });
  const shared = await owner(integrationCreate, {
    ...{ plugin_type: SOURCE, name: "Alibaba Cloud, all accounts", default_channel_ids: [sites] },
    description: "One notification object for every alert rule; the route decides who gets what",
  });
  const to = (channel_id: number, key: string, vals: string[]) => ({
    if: [{ key, oper: "IN" as const, vals }],
    channel_ids: [channel_id],
  });
  await owner(routeUpsert, {
    integration_id: shared.integration_id,
    cases: [
      to(platform, "labels.cluster", ["prod-*"]),
      to(data, "labels.engine", ["MySQL", "PostgreSQL"]),
      to(payments, "labels.service", ["payment", "/^order-.*/"]),
    ],
    sections: [{ name: "By what it runs on", position: 0 }],
    default: { channel_ids: [sites] },
  });
  return [
    { pushPath: pathOf(own.push_url), seed: 7, rules: 5, entities: 1, everyMs: { history: 17 * 60_000, live: 9_000 } },
    {
      pushPath: pathOf(shared.push_url),
      seed: 11,
      rules: 10,
      entities: 2,
      everyMs: { history: 6 * 60_000, live: 4_000 },
    },
  ];
}

function pathOf(pushUrl: string): string {
  const { pathname, search } = new URL(pushUrl);
  return pathname + search;
}
