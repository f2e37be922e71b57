/** What the path of an event needs to know of a channel. */
export type FlowChannel = {
  channelId: number;
  isEnabled: boolean;
  isDeleted: boolean;
  autoCloses: boolean;
  /** After how long an incident ends by itself; 0 = never. */
  autoResolveMs: number;
  /** Counted from when it opened, or from the latest event. */
  autoResolveFrom: "trigger" | "update";
  /** Rises with every edit of the channel's rules. */
  rulesVersion: number;
};
