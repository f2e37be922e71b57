import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { type IncidentCommand, sendCommand } from "./commands.ts";

/** A command that says more than its name, so a dialog asks for the rest. */
export type AskedCommand = "resolve" | "reopen" | "comment";

/** Does things to incidents: what was done last, what is being asked for, and what went wrong. */
export function useCommands(onDone: () => void = () => undefined) {
  const t = useTranslations("incident");
  const queries = useQueryClient();
  const [notice, setNotice] = useState("");
  const [asked, setAsked] = useState<{ command: AskedCommand; ids: readonly string[] } | null>(null);
  // A key that is held down comes again before the page has drawn that the first is under way.
  const isUnderWay = useRef(false);
  const mutation = useMutation({
    mutationFn: ({ ids, command }: { ids: readonly string[]; command: IncidentCommand }) =>
      sendCommand(ids, command).finally(() => {
        isUnderWay.current = false;
      }),
    onMutate: () => setNotice(""),
    onSuccess: async (_answer, { ids, command }) => {
      setAsked(null);
      setNotice(t(`did_${command.name}`, { count: ids.length }));
      onDone();
      await Promise.all(
        ["incident", "alert", "channel"].map((noun) => queries.invalidateQueries({ queryKey: [noun] })),
      );
    },
  });
  const run = (ids: readonly string[], command: IncidentCommand) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutation.mutate({ ids, command });
  };
  const close = () => {
    mutation.reset();
    setAsked(null);
  };
  return {
    notice,
    asked,
    isBusy: mutation.isPending,
    error: mutation.error,
    run,
    ask: (ids: readonly string[], command: AskedCommand) => {
      mutation.reset();
      setAsked({ command, ids });
    },
    close,
  };
}

/** What `useCommands` gives. */
export type Commands = ReturnType<typeof useCommands>;
