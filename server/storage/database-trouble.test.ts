import { connect } from "node:net";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { databaseTrouble } from "./database-trouble.ts";

function ofState(code: string): Error {
  const error = new pg.DatabaseError("said so", 7, "error");
  error.code = code;
  return error;
}

const withFacts = (message: string, facts: object) => Object.assign(new Error(message), facts);

describe("the database's own trouble", () => {
  test.each([
    ["08006", "a lost connection"],
    ["40P01", "a deadlock"],
    ["53100", "a full disk"],
    ["53300", "too many connections"],
    ["55P03", "a lock that was not had in time"],
    ["57P01", "a server that stops"],
    ["57P03", "a server that starts"],
    ["58030", "a disk that fails"],
  ])("%s passes: %s", (code) => {
    expect(databaseTrouble(ofState(code))).toBe("passing");
  });

  test.each(["57014", "25P03"])("%s: out of time", (code) => {
    expect(databaseTrouble(ofState(code))).toBe("too_slow");
  });

  test.each(["22P02", "23505", "25P02", "42601", "XX000"])("%s is what was asked, not the database", (code) => {
    expect(databaseTrouble(ofState(code))).toBeNull();
  });
});

describe("connections", () => {
  test.each([
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "timeout exceeded when trying to connect",
    "timeout expired",
    "Query read timeout",
    "Client has encountered a connection error and is not queryable",
    "Client was closed and is not queryable",
    "Cannot use a pool after calling end on the pool",
  ])("the driver says: %s", (message) => {
    expect(databaseTrouble(new Error(message))).toBe("passing");
  });

  test("a socket that is not there, as the system says it", async () => {
    const refused = await new Promise((resolve) => connect("/nowhere/at/all/.s.PGSQL.5432").once("error", resolve));
    expect(databaseTrouble(refused)).toBe("passing");
  });

  test("a name with several addresses, none of which answers", () => {
    const refused = withFacts("refused", { code: "ECONNREFUSED", syscall: "connect" });
    expect(databaseTrouble(new AggregateError([refused, refused], "refused"))).toBe("passing");
    expect(databaseTrouble(new AggregateError([new Error("no")], "no"))).toBeNull();
  });

  test.each([
    { code: "EAI_AGAIN", syscall: "getaddrinfo" },
    { code: "ECONNRESET", syscall: "read" },
    { code: "EPIPE", syscall: "write" },
    { code: "EPIPE" },
  ])("%o", (facts) => {
    expect(databaseTrouble(withFacts("no more", facts))).toBe("passing");
  });

  test.each([
    ["a file that is not there", withFacts("no such file", { code: "ENOENT", syscall: "open" })],
    ["a folder read as a file", withFacts("a folder", { code: "EISDIR", syscall: "read" })],
    ["a client of ours that hung up", withFacts("aborted", { code: "ECONNRESET" })],
    ["a misused part of Node", withFacts("bad", { code: "ERR_INVALID_ARG_TYPE" })],
    ["a defect that speaks of time", new Error("the timeout of the rule ended before its connection")],
    ["a text", "Connection terminated"],
  ])("control: %s is none", (_, thrown) => {
    expect(databaseTrouble(thrown)).toBeNull();
  });
});
