import { useLocation } from "@tanstack/react-router";

/** The secret of a one-time link: it stands after the #, so that it reaches no server and no log. */
export function useLinkToken(): string {
  const { hash } = useLocation();
  return new URLSearchParams(hash).get("token") ?? "";
}
