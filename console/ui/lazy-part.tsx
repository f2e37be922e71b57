import { Loader } from "@mantine/core";
import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { createPartLoader, type PartState } from "../api/part-loader.ts";
import { LostPage } from "./lost-page.tsx";
import { Problem } from "./problem.tsx";

type AroundProps<Props> = Props & { children: ReactNode };

/**
 * A component that is loaded when first needed. Where it does not come, it is tried for while the hub or the network is away, and
 * then says so in its own place; the page around it stays. `Around` is what stands around that word, such as a dialog.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Around: ComponentType<AroundProps<Props>> = Bare,
) {
  const loader = createPartLoader(load);
  function Lazy(props: Props) {
    const state = useSyncExternalStore(loader.onState, loader.state);
    useEffect(() => loader.need(false), []);
    if (state.is === "here") return <state.part {...props} />;
    if (state.is === "coming") return null;
    return (
      <Around {...props}>
        <Missing state={state} onRetry={() => loader.need(true)} />
      </Around>
    );
  }
  return Object.assign(Lazy, { preload: loader.preload });
}

/** A page that is loaded when first needed. */
export function lazyPage(load: () => Promise<{ default: ComponentType }>) {
  return lazyPart(async () => (await load()).default, LostPage);
}

function Bare({ children }: { children: ReactNode }) {
  return children;
}

type MissingProps = { state: PartState<unknown>; onRetry: () => void };

function Missing({ state, onRetry }: MissingProps) {
  const t = useTranslations("problem");
  const list = useTranslations("list");
  if (state.is !== "lost") return <Loader aria-label={list("loading")} />;
  const { hub, error } = state;
  if (hub === "away") return <Problem error={new ApiError("Unreachable", "", "")} onRetry={onRetry} />;
  const text = hub === "other build" ? t("upgraded") : t("partLost", { reason: error.message });
  return <Problem error={error} text={text} onRetry={onRetry} />;
}
