/** What the path of an event needs to know of an integration, read anew for every batch (P10). */
export type FlowIntegration = {
  integrationId: number;
  pluginType: string;
  name: string;
  settings: Record<string, unknown>;
  /** The channel of a private integration; null when shared. */
  channelId: number | null;
  /** Rises with every edit of the integration's rules; 0 while it has none. */
  rulesVersion: number;
  /** Of the account's configuration, as of the same moment. */
  configVersion: number;
};

/** What `accept` needs to know to answer a push; kept in memory until the integration is edited. */
export type PushTarget = {
  integrationId: number;
  lane: number;
  pluginType: string;
  settings: Record<string, unknown>;
  status: "enabled" | "disabled" | "deleted";
  /** Until when a key works that was rotated away, in milliseconds; null for the current key. */
  keyValidUntilMs: number | null;
  keyFingerprint: string;
  /** False for a shared integration whose route has neither a case nor a default. */
  isRouted: boolean;
};
