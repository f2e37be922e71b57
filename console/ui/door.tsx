import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { isSignedOut } from "../api/api-error.ts";
import { whoAmI } from "../api/people-queries.ts";
import { SignIn } from "../forms/sign-in.tsx";
import { Frame } from "./frame.tsx";
import { Problem } from "./problem.tsx";

/** Shows the console to who is signed in and the sign-in form to others, at whatever address they came to. */
export function Door() {
  const me = useQuery(whoAmI);
  if (me.data) {
    return (
      <Frame me={me.data}>
        <Outlet />
      </Frame>
    );
  }
  if (isSignedOut(me.error)) return <SignIn />;
  if (me.error) {
    return (
      <main className="sign-in">
        <Problem error={me.error} onRetry={() => me.refetch()} />
      </main>
    );
  }
  return null;
}
