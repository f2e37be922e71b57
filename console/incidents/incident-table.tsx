import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { whoAmI } from "../api/who-am-i.ts";
import { useLanguage } from "../locales/language.tsx";
import { FoundRecords } from "../records/found-records.tsx";
import { RecordTabs } from "../records/record-tabs.tsx";
import { useAddress } from "../records/use-address.ts";
import { useRecords } from "../records/use-records.ts";
import { useSearchState } from "../records/use-search-state.ts";
import { useShortcut } from "../ui/use-shortcut.ts";
import { BatchBar } from "./batch-bar.tsx";
import { CommandDialog } from "./command-dialog.tsx";
import { IncidentFilters } from "./incident-filters.tsx";
import { incidents } from "./incident-queries.ts";
import { IncidentRow } from "./incident-row.tsx";
import { type IncidentSearch, type IncidentTab, incidentSearch } from "./incident-search.ts";
import { NoIncidents } from "./no-incidents.tsx";
import { useCommands } from "./use-commands.ts";

const TABS: readonly [IncidentTab, ...IncidentTab[]] = ["open", "triggered", "processing", "closed", "all"];

/** Incidents of one channel, or of all: what the address asks for, and what can be done with them. */
export function IncidentTable({ channelId }: { channelId: number | null }) {
  const t = useTranslations("incidents");
  const { search, change } = useAddress(incidentSearch);
  const wanted = channelId === null ? search : { ...search, channel: channelId };
  return (
    <RecordTabs
      label={t("progress")}
      tabs={TABS}
      nameOf={(tab) => t(`tab_${tab}`)}
      current={search.progress}
      onTurn={(progress) => change({ progress })}
    >
      <IncidentFilters search={search} change={change} hasChannels={channelId === null} />
      <Found search={wanted} showsChannel={channelId === null} />
    </RecordTabs>
  );
}

const NONE: ReadonlySet<string> = new Set();

function Found({ search, showsChannel }: { search: IncidentSearch; showsChannel: boolean }) {
  const t = useTranslations("incidents");
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const [current, setCurrent] = useSearchState<string | null>(search, null);
  const [selected, setSelected] = useSearchState(search, NONE);
  const { timeZone } = useLanguage();
  const records = useRecords(incidents(search, me?.member_id ?? 0, timeZone));
  const unselect = () => setSelected(() => NONE);
  const commands = useCommands(unselect);
  const mayAct = useMay("Incidents/Manage");
  const { items, query } = records;
  const select = (id: string, isSelected: boolean) =>
    setSelected((before) => new Set(isSelected ? [...before, id] : [...before].filter((one) => one !== id)));
  const isListed = items.some(({ incident_id }) => incident_id === current);
  const here = mayAct && current !== null && isListed ? [current] : [];
  const meant = selected.size > 0 ? [...selected] : here;
  useShortcut("x", () => {
    for (const id of here) select(id, !selected.has(id));
  });
  useShortcut("a", () => meant.length > 0 && commands.run(meant, { name: "ack" }));
  useShortcut("r", () => meant.length > 0 && commands.ask(meant, "resolve"));
  const isEmpty = query.data !== undefined && items.length === 0;
  // The bar and the dialog stay when the list empties: somebody may just be writing, or wants to know what was done.
  return (
    <>
      <BatchBar
        count={selected.size}
        total={query.data && !isEmpty ? records.total : null}
        isMore={records.isMoreThanCounted}
        onClear={unselect}
        ids={[...selected]}
        commands={commands}
      />
      {isEmpty ? (
        <NoIncidents search={search} />
      ) : (
        <FoundRecords
          label={t("title")}
          records={records}
          keyOf={(incident) => incident.incident_id}
          severityOf={(incident) => incident.incident_severity}
          current={current}
          onCurrent={(id) => setCurrent(() => id)}
        >
          {(incident) => (
            <IncidentRow
              incident={incident}
              showsChannel={showsChannel}
              isSelected={selected.has(incident.incident_id)}
              onSelect={mayAct ? (isSelected) => select(incident.incident_id, isSelected) : undefined}
            />
          )}
        </FoundRecords>
      )}
      <CommandDialog commands={commands} />
    </>
  );
}
