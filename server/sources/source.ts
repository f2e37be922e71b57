import type { ErrorCode } from "../../contract/errors.ts";
import type { EventImage } from "../../contract/event-image.ts";
import type { Issue } from "../../contract/issue.ts";
import type { Saying } from "../../contract/saying.ts";
import type { EventStatus, Severity } from "../../contract/severity.ts";
import type { Adjustment } from "../../contract/verdicts.ts";

/** A push as it arrived, without its integration key. The journal keeps exactly this, and replay reads it again. */
export type PushRequest = {
  method: string;
  /** The last value of each query parameter, decoded. */
  query: Readonly<Record<string, string>>;
  /** The headers a source may look at, lower-cased names. */
  headers: Readonly<Record<string, string>>;
  /** The body after inflating; empty when there was none. */
  body: Buffer;
};

/**
 * One event in the hub's own words, before enrichment. Lengths are bounded by `readPush`, so a source need not cut. Fields may be
 * getters of a class: accept asks for status and keys only, and whoever copies an event names its fields.
 */
export type SourceEvent = {
  status: EventStatus;
  /** What joins events into one alert (D16). */
  key: string;
  /** Further keys a recovery may match, tried in order after `key`; empty for firing events. */
  otherKeys: readonly string[];
  /** Plain text or a title rule (S8). */
  title: string;
  description: string;
  labels: Record<string, string>;
  images: readonly EventImage[];
  /** The source's own time in milliseconds, unclamped; null when it gives none. */
  sourceTimeMs: number | null;
  /** What reading it changed about it; none when left out. */
  changes?: readonly Adjustment[] | undefined;
};

/** An event of a body that could not be read, beside others that could. */
export type Reject = { index: number; issues: readonly Issue[] };

/** What a sender is told instead of the hub's own answer: text as it is, anything else as JSON. */
export type OwnAnswer = { status: number; body: string | object };

/** A call that a vendor waits for before it sends anything: it proves that whoever has the address wants what will come. */
export type Handshake = { method: "GET" | "POST"; url: string };

/** `unparsable`: no JSON at all, answered `BadRequest`; `shape`: JSON of the wrong form, answered `InvalidParameter`. */
export type RejectionKind = "unparsable" | "shape" | "too_many_events";

export type SourceReading =
  | { outcome: "mapped"; events: readonly SourceEvent[]; rejects: readonly Reject[]; answer?: OwnAnswer }
  /** Accepted, but holds nothing to handle, as the empty body of a sender's Test button. */
  | { outcome: "ignored"; because: Saying; answer?: OwnAnswer }
  /** Accepted, holds no event, and asks to be confirmed. */
  | { outcome: "handshake"; confirm: Handshake; answer?: OwnAnswer }
  | { outcome: "rejected"; kind: RejectionKind; issues: readonly Issue[] };

/** A push that is refused, at whatever point of its way. */
export type RefusedPush = { status: number; code: ErrorCode; message: string };

/**
 * Where a key may stand: in the query as `integration_key`; where an own path has `{integration_key}`; in a header, with a word such as
 * `Bearer` ahead of it or alone; or in the body, where the source's `findKey` finds it.
 */
export type KeyPlace = "query" | "path" | "body" | { header: string; scheme?: string };

/** How the pushes of a sender prove whom they come from, besides their key. */
export type Signature = {
  /** Lower-case names of the headers that prove it. They reach `verify` and nothing else: neither journal nor log keeps them. */
  headers: readonly string[];
  /** Pure: what is wrong with the proof. Null when it is good, and when the settings hold nothing to hold it against. */
  verify(request: PushRequest, settings: SourceSettings, receivedAtMs: number): Issue | null;
};

/** A row of the severity table a user sees on the integration's page. */
export type SeverityRow = { word: string; wordZh?: string; severity: EventStatus };

/** What one push of the source's own test event looks like; by the first of its methods. */
export type SampleRequest = {
  headers: Readonly<Record<string, string>>;
  body: string;
  query?: Readonly<Record<string, string>>;
};

type Texts = { en: string; zh: string };

/** A setting of a source that people choose on the integration's page; the first choice is what a setting left out means. */
export type ChoiceSetting = {
  kind: "choice";
  name: string;
  title: Texts;
  choices: readonly { value: string; title: Texts; hint: Texts }[];
};

/** One that people type, empty when left out. A secret is shown to those who may change it, as the key is. */
export type TextSetting = { kind: "text" | "secret"; name: string; title: Texts; hint: Texts; lengthMax: number };

/** A setting that a source declares. */
export type SettingFacts = ChoiceSetting | TextSetting;

/** Settings of one integration, already checked by the source's `readSettings`. */
export type SourceSettings = Readonly<Record<string, unknown>>;

/** What `readSettings` makes of an integration's settings; issues name the field. */
export type SettingsReading = { ok: true; settings: SourceSettings } | { ok: false; issues: readonly Issue[] };

/**
 * An alert source: facts as data and one pure function. Everything that lists sources (gallery, guides, reference, conformance
 * suite) walks the registry, so a new source is one folder and one line.
 */
export type Source = {
  /** The wire's `plugin_type`, and the last part of the push path. */
  id: string;
  /** Other path words that reach the same source. */
  aliases: readonly string[];
  /** The id of another source to whose path this one's senders may post too, with their own key. */
  alsoAt?: string;
  title: { en: string; zh: string };
  category: "cloud" | "monitoring" | "observability" | "messaging" | "generic";
  /** Name of the icon in the console. */
  icon: string;
  /** The vendor's own page on what it sends. */
  vendorDocs: string;
  /** Paths besides the push path that its senders cannot be talked out of, such as `/v2/enqueue`. */
  paths: readonly string[];
  methods: readonly ("POST" | "GET" | "PUT")[];
  /** Where its senders may put the key, in the order of looking. The query is among them: the page of an integration shows that URL. */
  keyIn: readonly KeyPlace[];
  /** Pure: the key in a body of at most `LIMITS.keyedBodyBytesMax`; null when there is none. Needs `body` in `keyIn`. */
  findKey?(request: PushRequest): string | null;
  /** What proves a push besides its key; nothing when left out. */
  signature?: Signature;
  /** The hosts that a handshake may name, each from `^` to `$`: whoever has a key could make the hub call any other. */
  handshakeHosts: readonly RegExp[];
  /** The documented severity words, worst first. */
  severityTable: readonly SeverityRow[];
  /** The level of an event whose severity is missing or unknown; null when such events are refused, and words are taken exactly. */
  defaultSeverity: Severity | null;
  /** False when the sender never says that a problem is over. */
  sendsRecoveries: boolean;
  /** Whether events carry the sender's own time, which makes late ones recognisable. */
  givesTimes: boolean;
  /** The settings there are. */
  settings: readonly SettingFacts[];
  /** Whether `settings` may hold a `field_mapping` and a `value_mapping` (S5). */
  takesMapping?: boolean;
  /** Checks an integration's `settings` for this source. Unknown settings are issues. */
  readSettings(raw: Readonly<Record<string, unknown>>): SettingsReading;
  /** Pure: what the sender is told of a refusal; null for the hub's own answer. */
  answerRefusal?(refused: RefusedPush): OwnAnswer | null;
  /** Pure: the same request, settings and time give the same reading. Never throws. */
  read(request: PushRequest, settings: SourceSettings, receivedAtMs: number): SourceReading;
  /** The body behind the "Send test event" button: `Ok` recovers what the firing one opened. */
  sample(status: EventStatus, nowMs: number): SampleRequest;
};
