-- Written by `npm run schema-reference` from a database with all migrations of server/storage/migrations/. Daily partitions are left out.

create sequence batch as bigint start with 1 increment by 1 cache 1;

create sequence entity_number as bigint start with 2451000001 increment by 1 cache 1;

CREATE OR REPLACE FUNCTION public.note_edit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    'insert into change (facts) select json_build_object(''edits'', json_agg(distinct jsonb_build_array(%L, %s, coalesce(%s, 0))))
       from changed having count(*) > 0',
    tg_argv[0], tg_argv[1], tg_argv[2]);
  return null;
end $function$;

create table account (
  account_id bigint not null,
  id_suffix smallint not null,
  account_name text not null,
  domain text not null default ''::text,
  locale text not null,
  time_zone text not null,
  created_at bigint not null,
  only_one boolean not null default true,
  constraint account_pkey PRIMARY KEY (account_id),
  constraint account_only_one UNIQUE (only_one),
  constraint account_only_one_is_true CHECK (only_one)
);

create table alert (
  alert_id text not null,
  integration_id bigint not null,
  channel_id bigint not null,
  incident_id text,
  alert_key text not null,
  title text not null,
  title_rule text not null,
  description text not null,
  severity text not null,
  status text not null,
  progress text not null,
  labels json not null,
  images json not null,
  ever_muted boolean not null,
  start_time bigint not null,
  last_time bigint not null,
  end_time bigint not null,
  close_time bigint not null,
  opened_at bigint not null,
  last_received_at bigint not null,
  opened_source_time_ms bigint,
  latest_source_time_ms bigint,
  event_cnt integer not null,
  created_at bigint not null,
  updated_at bigint not null,
  is_late boolean not null generated always as (((created_at - start_time) > 3600)),
  is_long_lived boolean not null generated always as (((updated_at - created_at) > 86400)),
  updated_slot integer not null generated always as (((updated_at / 600))::integer),
  title_hash bigint not null generated always as (hashtextextended(title, (0)::bigint)),
  constraint alert_pkey PRIMARY KEY (alert_id),
  constraint alert_progress CHECK ((progress = ANY (ARRAY['Triggered'::text, 'Closed'::text]))),
  constraint alert_severity CHECK ((severity = ANY (ARRAY['Critical'::text, 'Warning'::text, 'Info'::text]))),
  constraint alert_status CHECK ((status = ANY (ARRAY['Critical'::text, 'Warning'::text, 'Info'::text, 'Ok'::text])))
) with (fillfactor=80);
CREATE INDEX alert_active ON public.alert USING btree (alert_id) WHERE (progress = 'Triggered'::text);
CREATE INDEX alert_channel ON public.alert USING btree (channel_id, alert_id);
CREATE INDEX alert_incident ON public.alert USING btree (incident_id);
CREATE INDEX alert_integration ON public.alert USING btree (integration_id, alert_id);
CREATE INDEX alert_key_history ON public.alert USING btree (alert_key, alert_id);
CREATE INDEX alert_late ON public.alert USING btree (alert_id) WHERE is_late;
CREATE INDEX alert_long_lived ON public.alert USING btree (alert_id, updated_slot) WHERE is_long_lived;
CREATE INDEX alert_long_lived_updated ON public.alert USING btree (updated_slot, alert_id) WHERE is_long_lived;
CREATE INDEX alert_muted ON public.alert USING btree (alert_id) WHERE ever_muted;
CREATE UNIQUE INDEX alert_open ON public.alert USING btree (integration_id, alert_key, channel_id) WHERE (progress = 'Triggered'::text);
CREATE INDEX alert_severity_order ON public.alert USING btree (severity, alert_id);
CREATE INDEX alert_title ON public.alert USING btree (title_hash, alert_id);
CREATE INDEX alert_updated ON public.alert USING btree (updated_slot, alert_id);

create table alert_event (
  day date not null,
  event_id text not null,
  alert_id text not null,
  delivery_id text not null,
  channel_id bigint not null,
  integration_id bigint not null,
  alert_key text not null,
  title text not null,
  title_rule text not null,
  description text not null,
  severity text not null,
  status text not null,
  labels json not null,
  images json not null,
  said json,
  event_time bigint not null,
  created_at bigint not null,
  constraint alert_event_pkey PRIMARY KEY (day, event_id)
) partition by RANGE (day);
CREATE INDEX alert_event_alert ON ONLY public.alert_event USING btree (alert_id, event_id);
CREATE INDEX alert_event_channel ON ONLY public.alert_event USING btree (channel_id, event_id);
CREATE INDEX alert_event_integration ON ONLY public.alert_event USING btree (integration_id, event_id);
CREATE INDEX alert_event_severity ON ONLY public.alert_event USING btree (severity, event_id);

create table app_key (
  key_id text not null,
  person_id bigint not null,
  key_name text not null,
  key_hash bytea not null,
  key_hint text not null,
  status text not null,
  last_used_time bigint not null default 0,
  created_at bigint not null,
  updated_at bigint not null,
  constraint app_key_pkey PRIMARY KEY (key_id),
  constraint app_key_hash_taken UNIQUE (key_hash),
  constraint app_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  constraint app_key_status CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text, 'deleted'::text])))
);
CREATE INDEX app_key_person ON public.app_key USING btree (person_id);

create unlogged table change (
  xid xid8 not null default pg_current_xact_id(),
  facts json not null
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=5000);
CREATE INDEX change_xid ON public.change USING btree (xid);

create unlogged table change_log (
  only_one boolean not null default true,
  epoch text not null,
  server_id bigint not null,
  cleared_xid xid8 not null,
  constraint change_log_pkey PRIMARY KEY (only_one),
  constraint change_log_only_one_check CHECK (only_one)
);

create table channel (
  channel_id bigint not null,
  channel_name text not null,
  description text not null default ''::text,
  status text not null,
  team_id bigint,
  managing_team_ids bigint[] not null default '{}'::bigint[],
  creator_id bigint not null,
  is_private boolean not null,
  auto_resolve_timeout integer not null,
  auto_resolve_mode text not null,
  disable_auto_close boolean not null,
  disable_outlier_detection boolean not null,
  is_external_report_enabled boolean not null,
  external_report_token text not null default ''::text,
  "grouping" json,
  flapping json,
  rules_version bigint not null default 0,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint not null default 0,
  constraint channel_pkey PRIMARY KEY (channel_id),
  constraint channel_auto_resolve_mode CHECK ((auto_resolve_mode = ANY (ARRAY['trigger'::text, 'update'::text]))),
  constraint channel_status CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text, 'deleted'::text]))),
  constraint channel_team CHECK (((team_id IS NOT NULL) OR (status = 'deleted'::text))),
  constraint channel_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(team_id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX channel_name_taken ON public.channel USING btree (channel_name) WHERE (status <> 'deleted'::text);
CREATE TRIGGER channel_inserted AFTER INSERT ON public.channel REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('channel', 'channel_id', 'channel_id');
CREATE TRIGGER channel_updated AFTER UPDATE ON public.channel REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('channel', 'channel_id', 'channel_id');

create table channel_star (
  person_id bigint not null,
  channel_id bigint not null,
  constraint channel_star_pkey PRIMARY KEY (person_id, channel_id),
  constraint channel_star_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(channel_id) ON DELETE CASCADE,
  constraint channel_star_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
);
CREATE INDEX channel_star_channel ON public.channel_star USING btree (channel_id);

create table config_version (
  only_one boolean not null default true,
  version bigint not null,
  constraint config_version_pkey PRIMARY KEY (only_one),
  constraint config_version_only_one_check CHECK (only_one)
);

create table delivery (
  day date not null,
  delivery_id text not null,
  integration_id bigint not null,
  batch_id bigint not null,
  offset_bytes integer not null,
  length_bytes integer not null,
  received_at bigint not null,
  processed_at bigint not null,
  outcome text not null,
  because text not null,
  said json,
  events integer not null,
  verdicts json not null,
  replay_of text,
  is_test boolean not null,
  key_fingerprint text,
  constraint delivery_pkey PRIMARY KEY (day, delivery_id),
  constraint delivery_outcome CHECK ((outcome = ANY (ARRAY['processed'::text, 'ignored'::text, 'failed'::text])))
) partition by RANGE (day);
CREATE INDEX delivery_integration ON ONLY public.delivery USING btree (integration_id, delivery_id);
CREATE INDEX delivery_unusual ON ONLY public.delivery USING btree (integration_id, delivery_id) WHERE (outcome <> 'processed'::text);

create table feed (
  ref_id text not null,
  feed_id text not null,
  type text not null,
  detail json not null,
  creator_id bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint feed_pkey PRIMARY KEY (ref_id, feed_id)
);

create table incident (
  incident_id text not null,
  channel_id bigint not null,
  integration_id bigint not null,
  integration_ids bigint[] not null,
  integration_types text[] not null,
  title text not null,
  description text not null,
  severity text not null,
  status text not null,
  progress text not null,
  first_alert_id text not null,
  images json not null,
  dedup_key text not null,
  group_method text not null,
  ever_muted boolean not null,
  start_time bigint not null,
  last_time bigint not null,
  ack_time bigint not null,
  end_time bigint not null,
  close_time bigint not null,
  snoozed_before bigint not null,
  creator_id bigint not null,
  closer_id bigint not null,
  owner_id bigint not null,
  impact text not null,
  root_cause text not null,
  resolution text not null,
  manual_overrides text[] not null,
  fields json not null,
  alert_cnt integer not null,
  active_alert_cnt integer not null,
  alert_event_cnt integer not null,
  critical_cnt integer not null,
  warning_cnt integer not null,
  info_cnt integer not null,
  firing_critical_cnt integer not null,
  firing_warning_cnt integer not null,
  firing_info_cnt integer not null,
  created_at bigint not null,
  updated_at bigint not null,
  is_late boolean not null generated always as (((created_at - start_time) > 3600)),
  title_hash bigint not null generated always as (hashtextextended(title, (0)::bigint)),
  constraint incident_pkey PRIMARY KEY (incident_id),
  constraint incident_progress CHECK ((progress = ANY (ARRAY['Triggered'::text, 'Processing'::text, 'Closed'::text]))),
  constraint incident_severity CHECK ((severity = ANY (ARRAY['Critical'::text, 'Warning'::text, 'Info'::text]))),
  constraint incident_status CHECK ((status = ANY (ARRAY['Critical'::text, 'Warning'::text, 'Info'::text, 'Ok'::text])))
) with (fillfactor=80);
CREATE INDEX incident_channel ON public.incident USING btree (channel_id, incident_id);
CREATE INDEX incident_closer ON public.incident USING btree (closer_id, incident_id) WHERE (closer_id <> 0);
CREATE INDEX incident_creator ON public.incident USING btree (creator_id, incident_id) WHERE (creator_id <> 0);
CREATE INDEX incident_late ON public.incident USING btree (incident_id) WHERE is_late;
CREATE INDEX incident_muted ON public.incident USING btree (incident_id) WHERE ever_muted;
CREATE INDEX incident_num ON public.incident USING btree (upper("right"(incident_id, 6)));
CREATE INDEX incident_open ON public.incident USING btree (incident_id) WHERE (progress <> 'Closed'::text);
CREATE INDEX incident_open_in_channel ON public.incident USING btree (channel_id, progress, severity, incident_id) WHERE (progress <> 'Closed'::text);
CREATE INDEX incident_severity_order ON public.incident USING btree (severity, incident_id);
CREATE INDEX incident_snoozed ON public.incident USING btree (incident_id) WHERE (snoozed_before > 0);
CREATE INDEX incident_title ON public.incident USING btree (title_hash, incident_id);

create table integration (
  integration_id bigint not null,
  lane smallint not null,
  plugin_type text not null,
  name text not null,
  description text not null default ''::text,
  team_id bigint not null default 0,
  channel_id bigint,
  integration_key text not null,
  settings json not null,
  rules_version bigint not null default 0,
  status text not null,
  creator_id bigint not null,
  updated_by bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint integration_pkey PRIMARY KEY (integration_id),
  constraint integration_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(channel_id),
  constraint integration_key_taken UNIQUE (integration_key),
  constraint integration_status CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text, 'deleted'::text])))
);
CREATE INDEX integration_channel ON public.integration USING btree (channel_id);
CREATE TRIGGER integration_inserted AFTER INSERT ON public.integration REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('integration', 'integration_id', 'channel_id');
CREATE TRIGGER integration_updated AFTER UPDATE ON public.integration REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('integration', 'integration_id', 'channel_id');

create table integration_activity (
  integration_id bigint not null,
  last_received_at bigint not null,
  constraint integration_activity_pkey PRIMARY KEY (integration_id)
) with (fillfactor=50);

create table integration_hour (
  integration_id bigint not null,
  hour integer not null,
  events integer not null default 0,
  unrouted integer not null default 0,
  refused integer not null default 0,
  constraint integration_hour_pkey PRIMARY KEY (integration_id, hour)
) with (fillfactor=50);
CREATE INDEX integration_hour_hour ON public.integration_hour USING btree (hour);

create table journal (
  batch_id bigint not null default nextval('batch'::regclass),
  day date not null,
  body bytea not null storage external,
  constraint journal_pkey PRIMARY KEY (day, batch_id)
) partition by RANGE (day);

create table lane (
  lane smallint not null,
  solo_until bigint not null default 0,
  constraint lane_pkey PRIMARY KEY (lane)
);

create table last_recovery (
  integration_id bigint not null,
  alert_key text not null,
  source_time_ms bigint not null,
  received_at bigint not null,
  constraint last_recovery_pkey PRIMARY KEY (integration_id, alert_key)
);
CREATE INDEX last_recovery_received ON public.last_recovery USING btree (received_at);

create table node (
  node text not null,
  started_at bigint not null,
  constraint node_pkey PRIMARY KEY (node)
);

create table one_time_link (
  link_hash bytea not null,
  purpose text not null,
  person_id bigint,
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint not null default 0,
  constraint one_time_link_pkey PRIMARY KEY (link_hash),
  constraint one_time_link_person CHECK (((person_id IS NULL) = (purpose = 'set-up'::text))),
  constraint one_time_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  constraint one_time_link_purpose CHECK ((purpose = ANY (ARRAY['set-up'::text, 'invitation'::text])))
);
CREATE INDEX one_time_link_person_id ON public.one_time_link USING btree (person_id);

create table pending (
  lane smallint not null,
  batch_id bigint not null,
  day date not null,
  offset_bytes integer not null,
  length_bytes integer not null,
  push_count integer not null,
  is_text boolean not null,
  pushes jsonb not null,
  constraint pending_pkey PRIMARY KEY (lane, batch_id)
) with (fillfactor=70, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0);

create table person (
  person_id bigint not null,
  person_name text not null,
  email text not null,
  password_hash text,
  is_owner boolean not null,
  status text not null,
  locale text not null default ''::text,
  time_zone text not null default ''::text,
  phone text not null default ''::text,
  country_code text not null default ''::text,
  avatar text not null default ''::text,
  ref_id text not null default ''::text,
  created_at bigint not null,
  updated_at bigint not null,
  constraint person_pkey PRIMARY KEY (person_id),
  constraint person_status CHECK ((status = ANY (ARRAY['enabled'::text, 'pending'::text, 'disabled'::text, 'deleted'::text])))
);
CREATE UNIQUE INDEX person_email_taken ON public.person USING btree (lower(email)) WHERE (status <> 'deleted'::text);
CREATE UNIQUE INDEX person_name_taken ON public.person USING btree (person_name) WHERE (status <> 'deleted'::text);
CREATE UNIQUE INDEX person_one_owner ON public.person USING btree (is_owner) WHERE is_owner;
CREATE TRIGGER person_inserted AFTER INSERT ON public.person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('member', 'person_id', '0');
CREATE TRIGGER person_updated AFTER UPDATE ON public.person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('member', 'person_id', '0');

create table person_role (
  person_id bigint not null,
  role_id integer not null,
  constraint person_role_pkey PRIMARY KEY (person_id, role_id),
  constraint person_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
);
CREATE TRIGGER person_role_deleted AFTER DELETE ON public.person_role REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('member', 'person_id', '0');
CREATE TRIGGER person_role_inserted AFTER INSERT ON public.person_role REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('member', 'person_id', '0');

create table rejected_push (
  delivery_id text not null,
  integration_id bigint not null,
  received_at bigint not null,
  request_id text not null,
  code text not null,
  message text not null,
  said json not null,
  method text not null,
  query json not null,
  headers json not null,
  body bytea,
  body_bytes integer not null,
  constraint rejected_push_pkey PRIMARY KEY (delivery_id)
);
CREATE INDEX rejected_push_integration ON public.rejected_push USING btree (integration_id, delivery_id);
CREATE TRIGGER rejected_push_inserted AFTER INSERT ON public.rejected_push REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('delivery', 'integration_id', '(select i.channel_id from integration i where i.integration_id = changed.integration_id)');

create table responder (
  incident_id text not null,
  person_id bigint not null,
  assigned_time bigint not null,
  acknowledged_time bigint not null,
  constraint responder_pkey PRIMARY KEY (incident_id, person_id)
);
CREATE INDEX responder_acker ON public.responder USING btree (person_id, incident_id) WHERE (acknowledged_time > 0);
CREATE INDEX responder_person ON public.responder USING btree (person_id, incident_id);

create table retired_push_key (
  push_key text not null,
  integration_id bigint not null,
  valid_until_ms bigint not null,
  constraint retired_push_key_pkey PRIMARY KEY (push_key),
  constraint retired_push_key_integration_id_fkey FOREIGN KEY (integration_id) REFERENCES integration(integration_id)
);
CREATE INDEX retired_push_key_integration ON public.retired_push_key USING btree (integration_id);

create table route (
  integration_id bigint not null,
  cases json not null,
  sections json not null,
  default_route json,
  version integer not null,
  creator_id bigint not null,
  updated_by bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint route_pkey PRIMARY KEY (integration_id),
  constraint route_integration_id_fkey FOREIGN KEY (integration_id) REFERENCES integration(integration_id)
);
CREATE TRIGGER route_inserted AFTER INSERT ON public.route REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('route', 'integration_id', '0');
CREATE TRIGGER route_updated AFTER UPDATE ON public.route REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('route', 'integration_id', '0');

create table route_version (
  integration_id bigint not null,
  version integer not null,
  cases json not null,
  sections json not null,
  default_route json,
  updated_by bigint not null,
  updated_at bigint not null,
  constraint route_version_pkey PRIMARY KEY (integration_id, version),
  constraint route_version_integration_id_fkey FOREIGN KEY (integration_id) REFERENCES integration(integration_id)
);

create table schema_migration (
  version integer not null,
  file text not null,
  applied_at bigint not null,
  constraint schema_migration_pkey PRIMARY KEY (version)
);

create table session (
  session_hash bytea not null,
  person_id bigint not null,
  started_at bigint not null,
  seen_at bigint not null,
  address text not null,
  user_agent text not null,
  constraint session_pkey PRIMARY KEY (session_hash),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX session_person ON public.session USING btree (person_id);

create table solo_attempt (
  lane smallint not null,
  delivery_id text not null,
  attempts smallint not null,
  constraint solo_attempt_pkey PRIMARY KEY (lane)
);

create table team (
  team_id bigint not null,
  team_name text not null,
  description text not null default ''::text,
  ref_id text not null default ''::text,
  creator_id bigint not null,
  updated_by bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint team_pkey PRIMARY KEY (team_id),
  constraint team_name_taken UNIQUE (team_name)
);
CREATE TRIGGER team_deleted AFTER DELETE ON public.team REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('team', 'team_id', '0');
CREATE TRIGGER team_inserted AFTER INSERT ON public.team REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('team', 'team_id', '0');
CREATE TRIGGER team_updated AFTER UPDATE ON public.team REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('team', 'team_id', '0');

create table team_member (
  team_id bigint not null,
  person_id bigint not null,
  constraint team_member_pkey PRIMARY KEY (team_id, person_id),
  constraint team_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE,
  constraint team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(team_id) ON DELETE CASCADE
);
CREATE INDEX team_member_person ON public.team_member USING btree (person_id);
CREATE TRIGGER team_member_deleted AFTER DELETE ON public.team_member REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('team', 'team_id', '0');
CREATE TRIGGER team_member_inserted AFTER INSERT ON public.team_member REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_edit('team', 'team_id', '0');

create table timer (
  timer_id text not null,
  kind text not null,
  channel_id bigint not null,
  ref text not null,
  key text not null,
  generation integer not null,
  due_at bigint not null,
  detail json not null,
  constraint timer_pkey PRIMARY KEY (timer_id),
  constraint timer_one_of_a_kind UNIQUE (ref, kind, key)
) with (fillfactor=70, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0);
CREATE INDEX timer_channel ON public.timer USING btree (channel_id, due_at);
CREATE INDEX timer_due ON public.timer USING btree (due_at);

create table title (
  title_hash bigint not null,
  folded text not null,
  grams smallint[] not null,
  seen_day date not null,
  constraint title_pkey PRIMARY KEY (title_hash)
) with (fillfactor=90);
CREATE INDEX title_grams ON public.title USING gin (grams);
