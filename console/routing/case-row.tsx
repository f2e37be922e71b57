import { IconAlertTriangle, IconArrowRight, IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useChannelNames } from "../channels/channel-name.tsx";
import { CaseForm } from "./case-form.tsx";
import { CaseWords, TargetWords } from "./case-words.tsx";
import { useEditing } from "./editing.tsx";
import type { RouteCase } from "./route-draft.ts";
import { findIssues } from "./route-issues.ts";
import { RowActions } from "./row-actions.tsx";
import type { RowMoves } from "./use-row-moves.ts";

type CaseRowProps = {
  rowKey: number;
  rule: RouteCase;
  isOpen: boolean;
  moves: RowMoves;
  onToggle: () => void;
};

/** A case as a line that opens into its form. */
export function CaseRow({ rowKey, rule, isOpen, moves, onToggle }: CaseRowProps) {
  const t = useTranslations("route");
  const { numbers, canEdit, refusals } = useEditing();
  const number = numbers.get(rowKey) ?? 0;
  const isWrong = findIssues(rule).length > 0 || refusals.has(rowKey);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <div className="route-line">
        {canEdit && moves.handle(rowKey)}
        <button
          type="button"
          className="route-open"
          aria-expanded={isOpen}
          aria-label={t(canEdit ? "open" : "show", { number })}
          onClick={onToggle}
        >
          <Chevron size={16} aria-hidden />
          <span className="route-number">{number}</span>
        </button>
        <button type="button" className="route-words" tabIndex={-1} onClick={onToggle}>
          <CaseWords rule={rule} />
          <span className="route-target">
            <IconArrowRight size={14} aria-hidden />
            <TargetWords rule={rule} />
            <small>{rule.fallthrough ? t("goesOn") : t("stops")}</small>
          </span>
        </button>
        <RowTrouble rule={rule} isWrong={isWrong} />
        {canEdit && <RowActions rowKey={rowKey} rule={rule} name={t("more", { number })} moves={moves} />}
      </div>
      {isOpen && (canEdit ? <CaseForm rowKey={rowKey} rule={rule} onDone={onToggle} /> : <WholeCase rule={rule} />)}
    </>
  );
}

function RowTrouble({ rule, isWrong }: { rule: RouteCase; isWrong: boolean }) {
  const trouble = useTranslations("routeTrouble");
  const save = useTranslations("routeSave");
  const { takesEvents } = useChannelNames();
  const ids = rule.channel_ids ?? [];
  const isDead = rule.routing_mode !== "name_mapping" && ids.length > 0 && !ids.some(takesEvents);
  if (!isWrong && !isDead) return null;
  return (
    <span className="route-mark">
      <IconAlertTriangle size={15} aria-hidden />
      {isWrong ? save("unfinishedOne") : trouble("deadCase")}
    </span>
  );
}

function WholeCase({ rule }: { rule: RouteCase }) {
  return (
    <div className="route-form">
      <CaseWords rule={rule} isWhole />
    </div>
  );
}
