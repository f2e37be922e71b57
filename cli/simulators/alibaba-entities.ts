import { hash } from "node:crypto";

/** Something Alibaba Cloud watches: as CloudMonitor 2.0 names it, and the labels its series carry. */
export type AlibabaEntity = {
  domain: string;
  type: string;
  id: string;
  /** What people call it; messages name it. */
  name: string;
  tags: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
};

/** The kinds of things the rules watch. */
export type EntityKind = "pod" | "node" | "service" | "ecs" | "rds" | "website";

/** Where the account of the play lives; every body names it. */
export type AlibabaAccount = { uid: string; region: string; workspace: string };

/** The account of a seed. */
export function createAccount(seed: number): AlibabaAccount {
  const digits = Number.parseInt(digest(seed, "account").slice(0, 12), 16);
  const uid = `1${String(digits).padStart(15, "0").slice(-15)}`;
  const region = "cn-hangzhou";
  return { uid, region, workspace: `default-cms-${uid}-${region}` };
}

const SERVICES = ["checkout", "order-api", "payment", "inventory", "search", "gateway", "user-center", "recommend"];
const CLUSTERS = ["prod-hz-1", "prod-hz-2"];

/** The entity number `index` of a kind. Rules of one kind watch the same entities, as they do in a real account. */
export function createEntity(kind: EntityKind, index: number, seed: number, region: string): AlibabaEntity {
  const hex = digest(seed, `${kind} ${index}`);
  const service = `${SERVICES[index % SERVICES.length]}${index < SERVICES.length ? "" : `-${Math.floor(index / SERVICES.length)}`}`;
  const cluster = CLUSTERS[index % CLUSTERS.length] ?? "";
  const address = `10.8.${Math.floor(index / 250) % 256}.${(index % 250) + 1}`;
  switch (kind) {
    case "pod": {
      const pod = `${service}-${hex.slice(0, 9)}-${hex.slice(9, 14)}`;
      const labels = { cluster, namespace: "shop", pod, _cms_cluster_id: `c${digest(seed, cluster).slice(0, 32)}` };
      return { ...entity("k8s", "k8s.pod", hex.slice(16, 32), pod), tags: { namespace: "shop", cluster }, labels };
    }
    case "node": {
      const node = `${region}.${address}`;
      const labels = { cluster, node, device: "/dev/vdb1", 团队: "基础设施" };
      return { ...entity("k8s", "k8s.node", hex.slice(16, 32), node), labels };
    }
    case "service": {
      const labels = { job: service, service, instance: `${address}:9102` };
      return { ...entity("apm", "apm.service", hex.slice(16, 32), service), labels };
    }
    case "ecs": {
      const id = `i-bp1${hex.slice(0, 17)}`;
      return { ...entity("ecs", "instance", id, id), tags: { instanceId: id } };
    }
    case "rds": {
      const id = `rm-bp1${hex.slice(0, 14)}`;
      return {
        ...entity("rds", "instance", id, id),
        tags: { instanceId: id },
        labels: { instanceId: id, engine: "MySQL", 业务: "订单" },
      };
    }
    case "website": {
      const host = index === 0 ? "shop.example.com" : `${service}.example.com`;
      return { ...entity("synthetics", "synthetics.task", hex.slice(16, 32), host), labels: { host } };
    }
  }
}

function entity(domain: string, type: string, id: string, name: string): AlibabaEntity {
  return { domain, type, id, name, tags: {}, labels: {} };
}

/** 64 hex digits that stand for something in the world of a seed. */
export function digest(seed: number, what: string): string {
  return hash("sha256", `${seed} ${what}`, "hex");
}
