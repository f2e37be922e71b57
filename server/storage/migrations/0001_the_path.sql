-- Words of this schema are those of docs/GLOSSARY.md. Columns ending in _at and _ms are milliseconds, _time are Unix seconds
-- as the wire has them, except created_at and updated_at, which are seconds wherever the wire shows them so (feed rows: milliseconds).

-- ── the account and its people ────────────────────────────────────────────────────────────────────────────────────────────

-- Numbers of int64 ids: id = number * 1000 + account.id_suffix, 13 digits.
create sequence entity_number start with 2451000001;

create table account (
  account_id   bigint primary key,
  id_suffix    smallint not null,
  account_name text not null,
  domain       text not null default '',
  locale       text not null,
  time_zone    text not null,
  created_at   bigint not null,
  only_one     boolean not null default true,
  constraint account_only_one unique (only_one),
  constraint account_only_one_is_true check (only_one)
);

create table person (
  person_id     bigint primary key,
  person_name   text not null,
  email         text not null,
  password_hash text,
  is_owner      boolean not null,
  status        text not null,
  locale        text not null default '',
  time_zone     text not null default '',
  phone         text not null default '',
  country_code  text not null default '',
  avatar        text not null default '',
  ref_id        text not null default '',
  created_at    bigint not null,
  updated_at    bigint not null,
  constraint person_status check (status in ('enabled', 'pending', 'disabled', 'deleted'))
);
create unique index person_email_taken on person (lower(email)) where status <> 'deleted';
create unique index person_name_taken on person (person_name) where status <> 'deleted';
create unique index person_one_owner on person (is_owner) where is_owner;

-- Roles themselves are data of the program: contract/role.ts. The owner has Admin here too, for lists by role.
create table person_role (
  person_id bigint not null references person on delete cascade,
  role_id   integer not null,
  primary key (person_id, role_id)
);

create table team (
  team_id     bigint primary key,
  team_name   text not null,
  description text not null default '',
  ref_id      text not null default '',
  creator_id  bigint not null,
  updated_by  bigint not null,
  created_at  bigint not null,
  updated_at  bigint not null,
  constraint team_name_taken unique (team_name)
);

create table team_member (
  team_id   bigint not null references team on delete cascade,
  person_id bigint not null references person on delete cascade,
  primary key (team_id, person_id)
);
create index team_member_person on team_member (person_id);

create table app_key (
  key_id       text primary key,
  person_id    bigint not null references person,
  key_name     text not null,
  key_hash     bytea not null,
  key_hint     text not null,
  status       text not null,
  -- in seconds, exact to a minute; 0 when never
  last_used_time bigint not null default 0,
  created_at   bigint not null,
  updated_at   bigint not null,
  constraint app_key_hash_taken unique (key_hash),
  constraint app_key_status check (status in ('enabled', 'disabled', 'deleted'))
);
create index app_key_person on app_key (person_id);

-- Signed-in browsers, by the SHA-256 of what their cookie holds.
create table session (
  session_hash bytea primary key,
  person_id    bigint not null references person,
  started_at   bigint not null,
  seen_at      bigint not null,
  -- where it began and in which browser: for its person to recognise it
  address      text not null,
  user_agent   text not null
);
create index session_person on session (person_id);

-- Links that let in once, by the SHA-256 of their token: to make the owner (no person yet), or to accept an invitation.
create table one_time_link (
  link_hash  bytea primary key,
  purpose    text not null,
  person_id  bigint references person,
  made_at    bigint not null,
  expires_at bigint not null,
  used_at    bigint not null default 0,
  constraint one_time_link_purpose check (purpose in ('set-up', 'invitation')),
  constraint one_time_link_person check ((person_id is null) = (purpose = 'set-up'))
);
create index one_time_link_person_id on one_time_link (person_id);

-- ── channels and integrations ─────────────────────────────────────────────────────────────────────────────────────────────

create table channel (
  channel_id                 bigint primary key,
  channel_name               text not null,
  description                text not null default '',
  status                     text not null,
  -- null once the team of a deleted channel was deleted too
  team_id                    bigint references team on delete set null,
  managing_team_ids          bigint[] not null default '{}',
  creator_id                 bigint not null,
  is_private                 boolean not null,
  auto_resolve_timeout       integer not null,
  auto_resolve_mode          text not null,
  disable_auto_close         boolean not null,
  disable_outlier_detection  boolean not null,
  is_external_report_enabled boolean not null,
  external_report_token      text not null default '',
  -- json, not jsonb: settings are echoed in the shape in which they were sent
  grouping                   json,
  flapping                   json,
  -- rises with every edit of what decides about alerts in it
  rules_version              bigint not null default 0,
  created_at                 bigint not null,
  updated_at                 bigint not null,
  deleted_at                 bigint not null default 0,
  constraint channel_status check (status in ('enabled', 'disabled', 'deleted')),
  constraint channel_team check (team_id is not null or status = 'deleted'),
  constraint channel_auto_resolve_mode check (auto_resolve_mode in ('trigger', 'update'))
);
-- Incidents without a channel: a row to lock like any other, and in no list.
insert into channel (channel_id, channel_name, status, creator_id, is_private, auto_resolve_timeout, auto_resolve_mode,
    disable_auto_close, disable_outlier_detection, is_external_report_enabled, created_at, updated_at)
  values (0, '', 'deleted', 0, false, 0, 'trigger', false, false, false, 0, 0);
create unique index channel_name_taken on channel (channel_name) where status <> 'deleted';

-- The channels each person wants at hand.
create table channel_star (
  person_id  bigint not null references person on delete cascade,
  channel_id bigint not null references channel on delete cascade,
  primary key (person_id, channel_id)
);
create index channel_star_channel on channel_star (channel_id);

create table integration (
  integration_id     bigint primary key,
  lane               smallint not null,
  plugin_type        text not null,
  name               text not null,
  description        text not null default '',
  team_id            bigint not null default 0,
  -- the channel of a private integration; null when shared
  channel_id         bigint references channel,
  integration_key    text not null,
  settings           json not null,
  -- rises with every edit of its rules, so that whoever reads this row knows whether the rules it read before are current
  rules_version      bigint not null default 0,
  status             text not null,
  creator_id         bigint not null,
  updated_by         bigint not null,
  created_at         bigint not null,
  updated_at         bigint not null,
  constraint integration_key_taken unique (integration_key),
  constraint integration_status check (status in ('enabled', 'disabled', 'deleted'))
);
create index integration_channel on integration (channel_id);

-- Push keys that were rotated away. Each works until its grace ends, and is known afterwards, so that its sender is told why not.
create table retired_push_key (
  push_key       text primary key,
  integration_id bigint not null references integration,
  valid_until_ms bigint not null
);
create index retired_push_key_integration on retired_push_key (integration_id);

-- Where a shared integration's events go. Private integrations have no row.
create table route (
  integration_id bigint primary key references integration,
  cases          json not null,
  sections       json not null,
  default_route  json,
  version        integer not null,
  creator_id     bigint not null,
  updated_by     bigint not null,
  created_at     bigint not null,
  updated_at     bigint not null
);

-- Every version of a route, the current one too: history, and what verdicts that name a version speak of.
create table route_version (
  integration_id bigint not null references integration,
  version        integer not null,
  cases          json not null,
  sections       json not null,
  default_route  json,
  updated_by     bigint not null,
  updated_at     bigint not null,
  primary key (integration_id, version)
);

-- The latest event time, apart from the integration: written with every batch.
create table integration_activity (
  integration_id   bigint primary key,
  last_received_at bigint not null
) with (fillfactor = 50);

-- What came of an integration in each hour, for its curve and its warnings: written with every batch, replays left out. Refused
-- pushes are counted best effort.
create table integration_hour (
  integration_id bigint not null,
  -- hours since 1970
  hour           integer not null,
  events         integer not null default 0,
  unrouted       integer not null default 0,
  refused        integer not null default 0,
  primary key (integration_id, hour)
) with (fillfactor = 50);
create index integration_hour_hour on integration_hour (hour);

-- Rises with every edit of what `accept` keeps in memory, so that a node that lost its LISTEN sees the change.
create table config_version (
  only_one boolean primary key default true check (only_one),
  version  bigint not null
);
insert into config_version (version) values (1);

-- ── the seam: journal, pending, lanes, ledger ─────────────────────────────────────────────────────────────────────────────

create sequence batch;

-- One row per group commit holds every push of it, request line to body (server/journal/journal-entry.ts).
create table journal (
  batch_id bigint not null default nextval('batch'),
  day      date not null,
  body     bytea not null,
  primary key (day, batch_id)
) partition by range (day);
alter table journal alter column body set storage external;

-- What is in the journal but not in the ledger: one row per group commit and lane.
create table pending (
  lane         smallint not null,
  batch_id     bigint not null,
  day          date not null,
  offset_bytes integer not null,
  length_bytes integer not null,
  push_count   integer not null,
  -- no NUL byte in it: it can be read as LATIN1 text, which travels in half the bytes of a bytea
  is_text      boolean not null,
  -- [[delivery_id, integration_id, offset_bytes, length_bytes], …]: what a view of pending pushes shows without touching bodies
  pushes       jsonb not null,
  primary key (lane, batch_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

-- The owner of a lane is whoever holds its row lock. Up to batch solo_until, pushes go one per transaction: one of them made a
-- whole batch fail, or the process die.
create table lane (
  lane       smallint primary key,
  solo_until bigint not null default 0
);
insert into lane (lane) select generate_series(0, 15);

-- How often the push at the head of a solo lane was begun. Written beside the transaction that works on it, so that it survives
-- that transaction and the process.
create table solo_attempt (
  lane        smallint primary key,
  delivery_id text not null,
  attempts    smallint not null
);

-- The ledger: one row per processed push, with a verdict per event and channel.
create table delivery (
  day            date not null,
  delivery_id    text collate "C" not null,
  integration_id bigint not null,
  batch_id       bigint not null,
  offset_bytes   integer not null,
  length_bytes   integer not null,
  received_at    bigint not null,
  processed_at   bigint not null,
  outcome        text not null,
  because        text not null,
  said           json,
  events         integer not null,
  verdicts       json not null,
  replay_of      text,
  is_test        boolean not null,
  -- tells which key its sender used; null for replays and tests, which use none
  key_fingerprint text,
  primary key (day, delivery_id),
  constraint delivery_outcome check (outcome in ('processed', 'ignored', 'failed'))
) partition by range (day);
create index delivery_integration on delivery (integration_id, delivery_id);
-- Pushes that did not simply go through are few among many.
create index delivery_unusual on delivery (integration_id, delivery_id) where outcome <> 'processed';

-- The last 50 refused pushes of each integration, best effort.
create table rejected_push (
  delivery_id    text collate "C" primary key,
  integration_id bigint not null,
  received_at    bigint not null,
  request_id     text not null,
  code           text not null,
  message        text not null,
  said           json not null,
  method         text not null,
  query          json not null,
  headers        json not null,
  body           bytea,
  body_bytes     integer not null
);
create index rejected_push_integration on rejected_push (integration_id, delivery_id);

-- Rows here belong to hubs that run or died: a node that finds its own name at start did not stop cleanly.
create table node (
  node       text primary key,
  started_at bigint not null
);

-- ── alerts and incidents ──────────────────────────────────────────────────────────────────────────────────────────────────

create table incident (
  incident_id       text collate "C" primary key,
  channel_id        bigint not null,
  integration_id    bigint not null,
  integration_ids   bigint[] not null,
  integration_types text[] not null,
  title             text not null,
  description       text not null,
  severity          text not null,
  status            text not null,
  progress          text not null,
  -- The alert that opened it, whose labels are its labels; '' when a person did.
  first_alert_id    text collate "C" not null,
  images            json not null,
  dedup_key         text not null,
  group_method      text not null,
  ever_muted        boolean not null,
  start_time        bigint not null,
  last_time         bigint not null,
  ack_time          bigint not null,
  end_time          bigint not null,
  close_time        bigint not null,
  snoozed_before    bigint not null,
  creator_id        bigint not null,
  closer_id         bigint not null,
  owner_id          bigint not null,
  impact            text not null,
  root_cause        text not null,
  resolution        text not null,
  manual_overrides  text[] not null,
  fields            json not null,
  alert_cnt         integer not null,
  active_alert_cnt  integer not null,
  alert_event_cnt   integer not null,
  -- its alerts by the worst that each ever said, and by what each says now: severity and status come from these
  critical_cnt      integer not null,
  warning_cnt       integer not null,
  info_cnt          integer not null,
  firing_critical_cnt integer not null,
  firing_warning_cnt integer not null,
  firing_info_cnt   integer not null,
  created_at        bigint not null,
  updated_at        bigint not null,
  -- Opened long after it started: outside of the range of ids that a window of time is for searches.
  is_late           boolean not null generated always as (created_at - start_time > 3600) stored,
  title_hash        bigint not null generated always as (hashtextextended(title, 0)) stored,
  constraint incident_progress check (progress in ('Triggered', 'Processing', 'Closed')),
  constraint incident_severity check (severity in ('Critical', 'Warning', 'Info')),
  constraint incident_status check (status in ('Critical', 'Warning', 'Info', 'Ok'))
) with (fillfactor = 80);
create index incident_channel on incident (channel_id, incident_id);
-- Open incidents are few among many: lists of them, and the counters of a channel.
create index incident_open on incident (incident_id) where progress <> 'Closed';
create index incident_open_in_channel on incident (channel_id, progress, severity, incident_id) where progress <> 'Closed';
-- What is rare in a window of time must be found without reading the window.
create index incident_severity_order on incident (severity, incident_id);
create index incident_muted on incident (incident_id) where ever_muted;
create index incident_late on incident (incident_id) where is_late;
create index incident_snoozed on incident (incident_id) where snoozed_before > 0;
create index incident_creator on incident (creator_id, incident_id) where creator_id <> 0;
create index incident_closer on incident (closer_id, incident_id) where closer_id <> 0;
-- Text is looked for in the table of titles first.
create index incident_title on incident (title_hash, incident_id);
-- The number people read out.
create index incident_num on incident (upper(right(incident_id, 6)));

-- Who works on an incident, and since when each has acknowledged it; 0 = has not, or no longer.
create table responder (
  incident_id       text collate "C" not null,
  person_id         bigint not null,
  assigned_time     bigint not null,
  acknowledged_time bigint not null,
  primary key (incident_id, person_id)
);
create index responder_person on responder (person_id, incident_id);
create index responder_acker on responder (person_id, incident_id) where acknowledged_time > 0;

create table alert (
  alert_id          text collate "C" primary key,
  integration_id    bigint not null,
  channel_id        bigint not null,
  incident_id       text collate "C",
  alert_key         text collate "C" not null,
  title             text not null,
  title_rule        text not null,
  description       text not null,
  severity          text not null,
  status            text not null,
  progress          text not null,
  labels            json not null,
  images            json not null,
  ever_muted        boolean not null,
  start_time        bigint not null,
  last_time         bigint not null,
  end_time          bigint not null,
  close_time        bigint not null,
  opened_at         bigint not null,
  last_received_at  bigint not null,
  -- the opening event's own time: a recovery older than it is about something else
  opened_source_time_ms bigint,
  -- the latest event's own time, unclamped: with status, title, description and labels it tells a repeat
  latest_source_time_ms bigint,
  event_cnt         integer not null,
  created_at        bigint not null,
  updated_at        bigint not null,
  -- For searches, where a window of time is a range of ids: which alerts lie outside it, and roughly when one last changed. All
  -- three seldom change, so most updates of an alert leave its indexes alone.
  is_late           boolean not null generated always as (created_at - start_time > 3600) stored,
  is_long_lived     boolean not null generated always as (updated_at - created_at > 86400) stored,
  updated_slot      integer not null generated always as ((updated_at / 600)::integer) stored,
  title_hash        bigint not null generated always as (hashtextextended(title, 0)) stored,
  constraint alert_progress check (progress in ('Triggered', 'Closed')),
  constraint alert_severity check (severity in ('Critical', 'Warning', 'Info')),
  constraint alert_status check (status in ('Critical', 'Warning', 'Info', 'Ok'))
) with (fillfactor = 80);
-- One condition, one alert (P4); the same index finds every channel in which a key is open.
create unique index alert_open on alert (integration_id, alert_key, channel_id) where progress = 'Triggered';
create index alert_channel on alert (channel_id, alert_id);
create index alert_incident on alert (incident_id);
create index alert_integration on alert (integration_id, alert_id);
create index alert_severity_order on alert (severity, alert_id);
create index alert_key_history on alert (alert_key, alert_id);
create index alert_updated on alert (updated_slot, alert_id);
create index alert_active on alert (alert_id) where progress = 'Triggered';
create index alert_late on alert (alert_id) where is_late;
create index alert_long_lived on alert (alert_id, updated_slot) where is_long_lived;
create index alert_long_lived_updated on alert (updated_slot, alert_id) where is_long_lived;
create index alert_muted on alert (alert_id) where ever_muted;
create index alert_title on alert (title_hash, alert_id);

-- The titles of alerts and incidents, each once however many have it, for searches (docs/decisions/0012-search-in-titles.md).
create table title (
  title_hash bigint primary key,
  -- without regard to case (server/titles/title-grams.ts)
  folded     text collate "C" not null,
  grams      smallint[] not null,
  -- the last UTC day on which an alert or incident with this title was new or changed
  seen_day   date not null
) with (fillfactor = 90);
create index title_grams on title using gin (grams);

create table alert_event (
  day            date not null,
  event_id       text collate "C" not null,
  alert_id       text collate "C" not null,
  -- the push it came with
  delivery_id    text collate "C" not null,
  channel_id     bigint not null,
  integration_id bigint not null,
  alert_key      text not null,
  title          text not null,
  title_rule     text not null,
  description    text not null,
  severity       text not null,
  status         text not null,
  labels         json not null,
  images         json not null,
  -- which rules led the event that opened its alert to the channel
  said           json,
  event_time     bigint not null,
  created_at     bigint not null,
  primary key (day, event_id)
) partition by range (day);
create index alert_event_alert on alert_event (alert_id, event_id);
create index alert_event_channel on alert_event (channel_id, event_id);
create index alert_event_integration on alert_event (integration_id, event_id);
create index alert_event_severity on alert_event (severity, event_id);

-- What is due at a time, written with the decision that set it. Whoever works on a timer locks its channel first, then reads it again.
create table timer (
  timer_id   text collate "C" primary key,
  kind       text not null,
  channel_id bigint not null,
  -- an incident
  ref        text collate "C" not null,
  -- tells several of one kind and ref apart
  key        text collate "C" not null,
  -- of the assignment that set it; 0 for timers that outlive assignments
  generation integer not null,
  due_at     bigint not null,
  detail     json not null,
  constraint timer_one_of_a_kind unique (ref, kind, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
create index timer_due on timer (due_at);
create index timer_channel on timer (channel_id, due_at);

-- When a key last recovered by its source's own clock: an older firing event is late and opens nothing.
create table last_recovery (
  integration_id bigint not null,
  alert_key      text collate "C" not null,
  source_time_ms bigint not null,
  received_at    bigint not null,
  primary key (integration_id, alert_key)
);
create index last_recovery_received on last_recovery (received_at);

-- Timeline of incidents and activity of alerts. created_at and updated_at are milliseconds here.
create table feed (
  ref_id     text collate "C" not null,
  feed_id    text collate "C" not null,
  type       text not null,
  detail     json not null,
  creator_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (ref_id, feed_id)
);

-- ── what live streams are told (docs/decisions/0011-live.md) ──────────────────────────────────────────────────────────────

-- One row for each transaction that changed what people look at. A stream reads what committed since a snapshot that it names.
-- Unlogged on purpose: after a crash transaction ids may be given out again, and then PostgreSQL empties these two tables as well,
-- so that a position from before the crash is known by its epoch.
create unlogged table change (
  xid   xid8 not null default pg_current_xact_id(),
  facts json not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index change_xid on change (xid);

create unlogged table change_log (
  only_one    boolean primary key default true check (only_one),
  epoch       text not null,
  -- of the server that gave the transaction ids: those of a restored dump mean nothing here
  server_id   bigint not null,
  -- what is older may have been cleared away
  cleared_xid xid8 not null
);

-- Edits are noted by the tables themselves, so that no operation can forget to. The path of an event and commands on incidents,
-- which know what they changed, note it with what they write. Arguments: what was edited, its id, and its channel or 0.
create function note_edit() returns trigger language plpgsql as $$
begin
  execute format(
    'insert into change (facts) select json_build_object(''edits'', json_agg(distinct jsonb_build_array(%L, %s, coalesce(%s, 0))))
       from changed having count(*) > 0',
    tg_argv[0], tg_argv[1], tg_argv[2]);
  return null;
end $$;

create trigger channel_inserted after insert on channel referencing new table as changed
  for each statement execute function note_edit('channel', 'channel_id', 'channel_id');
create trigger channel_updated after update on channel referencing new table as changed
  for each statement execute function note_edit('channel', 'channel_id', 'channel_id');
create trigger integration_inserted after insert on integration referencing new table as changed
  for each statement execute function note_edit('integration', 'integration_id', 'channel_id');
create trigger integration_updated after update on integration referencing new table as changed
  for each statement execute function note_edit('integration', 'integration_id', 'channel_id');
create trigger route_inserted after insert on route referencing new table as changed
  for each statement execute function note_edit('route', 'integration_id', '0');
create trigger route_updated after update on route referencing new table as changed
  for each statement execute function note_edit('route', 'integration_id', '0');
create trigger team_inserted after insert on team referencing new table as changed
  for each statement execute function note_edit('team', 'team_id', '0');
create trigger team_updated after update on team referencing new table as changed
  for each statement execute function note_edit('team', 'team_id', '0');
create trigger team_deleted after delete on team referencing old table as changed
  for each statement execute function note_edit('team', 'team_id', '0');
create trigger team_member_inserted after insert on team_member referencing new table as changed
  for each statement execute function note_edit('team', 'team_id', '0');
create trigger team_member_deleted after delete on team_member referencing old table as changed
  for each statement execute function note_edit('team', 'team_id', '0');
create trigger person_inserted after insert on person referencing new table as changed
  for each statement execute function note_edit('member', 'person_id', '0');
create trigger person_updated after update on person referencing new table as changed
  for each statement execute function note_edit('member', 'person_id', '0');
create trigger person_role_inserted after insert on person_role referencing new table as changed
  for each statement execute function note_edit('member', 'person_id', '0');
create trigger person_role_deleted after delete on person_role referencing old table as changed
  for each statement execute function note_edit('member', 'person_id', '0');
create trigger rejected_push_inserted after insert on rejected_push referencing new table as changed
  for each statement execute function note_edit('delivery', 'integration_id',
    '(select i.channel_id from integration i where i.integration_id = changed.integration_id)');
