/** Limits of an event and of a push (S1, U2). Lengths are in UTF-16 units. */
export const LIMITS = {
  titleLengthMax: 512,
  /** A title rule before it is rendered; what it gives is cut to `titleLengthMax`. */
  titleRuleLengthMax: 2048,
  descriptionLengthMax: 2048,
  alertKeyLengthMax: 255,
  labelsMax: 50,
  labelKeyLengthMax: 128,
  labelValueLengthMax: 2048,
  imageAltLengthMax: 128,
  imageUrlLengthMax: 256,
  imagesMax: 20,
  /** Bytes of a push body after inflating. */
  bodyBytesMax: 16 * 1024 * 1024,
  /** The same for a body that holds the key: until it was read, nobody knows whose it is. PagerDuty's own API takes as much. */
  keyedBodyBytesMax: 512 * 1024,
  /** Events in one push. */
  eventsMax: 10_000,
} as const;

/** What a call may carry and a form lets type, one bound for both. Lengths are in UTF-16 units. */
export const INPUT_LIMITS = {
  personNameLengthMin: 2,
  /** The name of a person, a team or an app key. */
  nameLengthMax: 39,
  /** The name of a channel or an integration. */
  placeNameLengthMax: 59,
  descriptionLengthMax: 500,
  /** Text that a list is searched for. */
  queryLengthMax: 500,
  emailLengthMax: 255,
  passwordLengthMin: 8,
  passwordLengthMax: 1024,
  /** What somebody writes to an incident. */
  noteLengthMax: 1024,
  /** Incidents that one command takes. */
  incidentsMax: 100,
  /** Deliveries that one replay takes. */
  replayedMax: 100,
  managingTeamsMax: 3,
  /** 30 days. */
  autoResolveSecondsMax: 2_592_000,
  /** A key of a condition, the name of a section, the label that names a channel. */
  ruleWordLengthMax: 200,
  /** Channels of a case, or of the default of a route. */
  routedChannelsMax: 100,
  /** Members that one call invites. */
  invitedMax: 20,
  appKeysMax: 5,
  mappingTextLengthMax: 2048,
  mappingPathLengthMax: 200,
  /** A body that a mapping is tried on. */
  trialBodyLengthMax: 65_536,
} as const;
