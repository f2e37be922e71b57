import "../sign-in/entrance.css";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { isSignedOut } from "../api/api-error.ts";
import { useMayOf } from "../api/permissions.ts";
import { whoAmI } from "../api/who-am-i.ts";
import { SessionEnded } from "../sign-in/session-ended.tsx";
import { SignIn } from "../sign-in/sign-in.tsx";
import { Problem } from "../ui/problem.tsx";
import { Frame } from "./frame.tsx";
import { MissingPermission } from "./missing-permission.tsx";
import { permissionFor } from "./page-permissions.ts";

/** Pages for who has a one-time link: nobody needs to be signed in, and nobody is asked. */
const OUTSIDE: readonly string[] = ["/setup", "/accept-invite"];

/** Shows the console to who is signed in and the sign-in form to others, at whatever address they came to. */
export function Door() {
  const { pathname } = useLocation();
  return OUTSIDE.includes(pathname) ? <Outlet /> : <Inside pathname={pathname} />;
}

function Inside({ pathname }: { pathname: string }) {
  const me = useQuery(whoAmI);
  // An error is forgotten as soon as the question is asked again, on every return to the tab. Until the answer comes the form stays, and
  // with it what somebody has begun to type.
  const [wasOut, setWasOut] = useState(false);
  const isOut = me.isPending ? wasOut : isSignedOut(me.error);
  if (isOut !== wasOut) setWasOut(isOut);
  if (me.data) {
    // Somebody else who signs in after a session ended begins with pages of their own.
    return (
      <Frame key={me.data.member_id} me={me.data}>
        <Page pathname={pathname} />
        {isSignedOut(me.error) && <SessionEnded me={me.data} />}
      </Frame>
    );
  }
  if (isOut) return <SignIn />;
  if (me.error) {
    return (
      <main className="sign-in">
        <Problem error={me.error} onRetry={() => me.refetch()} />
      </main>
    );
  }
  return null;
}

function Page({ pathname }: { pathname: string }) {
  const may = useMayOf();
  const needed = permissionFor(pathname);
  return needed === null || may(needed) ? <Outlet /> : <MissingPermission permission={needed} />;
}
