import "./live-state.css";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { LiveContext, useStreamState } from "../api/live-context.ts";
import { whoAmI } from "../api/who-am-i.ts";

/** A connection that comes back within this is not worth a word. */
const QUIET_MS = 2_000;

/** Says, quietly and only then, that what is shown does not move by itself for now. */
export function LiveState() {
  const t = useTranslations("frame");
  const isLost = useLost();
  return (
    <div role="status" className="live-state">
      {isLost && (
        <>
          <IconRefresh size={15} aria-hidden />
          {t("liveLost")}
        </>
      )}
    </div>
  );
}

/** Whether the stream has been lost for a while. */
function useLost(): boolean {
  const live = useContext(LiveContext);
  const state = useStreamState();
  const [isLong, setLong] = useState(false);
  const { dataUpdatedAt } = useQuery(whoAmI);
  // Whoever has just signed in again has a stream to be opened: that is when the answer is a newer one.
  useEffect(() => {
    if (dataUpdatedAt > 0) live?.look();
  }, [live, dataUpdatedAt]);
  useEffect(() => {
    if (state !== "lost") return setLong(false);
    const timer = setTimeout(() => setLong(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return isLong && state === "lost";
}
