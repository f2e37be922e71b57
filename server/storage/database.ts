import { finished } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CopyInto } from "./columns.ts";
import { copyLines } from "./copy-text.ts";
import type { Statement } from "./statement.ts";

/** Something statements run on: a connection of the pool, or the one of a transaction. */
export type Queryable = {
  rows<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** The first row, or null. */
  find<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row | null>;
  /** Adds rows by COPY: an object each, by the keys of the columns. */
  copy(into: CopyInto, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
};

/** The hub's PostgreSQL, embedded or not. */
export type Database = Queryable & {
  /** Runs `work` in one READ COMMITTED transaction. Rolls back when it throws. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** A connection of one's own, for LISTEN and for the single accept connection. The caller ends it. */
  connect(): Promise<Connection>;
  /** Resolves when all connections are closed. */
  stop(): Promise<void>;
};

/** A connection outside the pool. */
export type Connection = Queryable & {
  /** Runs SQL that is not data access: LISTEN, DDL of migrations. */
  run(text: string): Promise<void>;
  onNotification(heard: (channel: string, payload: string) => void): void;
  /** Called once when the connection is lost or ended. */
  onEnd(ended: () => void): void;
  end(): Promise<void>;
};

const INT8_OID = 20;
/** Ids and times are below 2^53, so int8 is a number here; dates stay text. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8_OID ? Number : oid === 1082 ? String : pg.types.getTypeParser(oid, format),
};

export type DatabaseOptions = {
  /** `postgres://…` or the parts of a unix-socket address. */
  address: DatabaseAddress;
  connectionsMax: number;
  /** What PostgreSQL shows for these connections. */
  applicationName: string;
  /** Session parameters of PostgreSQL, set when a connection opens. */
  parameters?: Readonly<Record<string, string>>;
  /** How old the plans of a connection's transactions get before they are made anew, for the sizes that tables have by then. */
  planAgeMsMax?: number;
  onError: (error: Error) => void;
};

/** A server reached over a unix socket, as the embedded one is. */
export type SocketAddress = { socketDir: string; user: string; password: string; database: string };

/** Where a database is. */
export type DatabaseAddress = { url: string } | SocketAddress;

/** Opens a pool. Nothing connects before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const config = connectionConfig(options);
  const pool = new pg.Pool({ ...config, max: options.connectionsMax, idleTimeoutMillis: 30_000 });
  // The pool listens to a connection only while nobody uses it; one that is cut in a transaction would end the process.
  pool.on("connect", (client) => client.on("error", options.onError));
  // Told by the connection itself.
  pool.on("error", () => undefined);
  const { planAgeMsMax = Number.POSITIVE_INFINITY } = options;
  const plannedAt = new WeakMap<pg.PoolClient, number>();

  const forgetOldPlans = async (client: pg.PoolClient): Promise<void> => {
    const nowMs = performance.now();
    if (nowMs - (plannedAt.get(client) ?? 0) <= planAgeMsMax) return;
    plannedAt.set(client, nowMs);
    await client.query("discard plans");
  };

  return {
    ...queryable(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await forgetOldPlans(client);
        await client.query("begin isolation level read committed");
        const result = await work(queryable(client));
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch((lost: Error) => {
          broken = lost;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    connect: () => openConnection(config, options.onError),
    stop: () => pool.end(),
  };
}

async function openConnection(config: pg.ClientConfig, onError: (error: Error) => void): Promise<Connection> {
  const client = new pg.Client(config);
  client.on("error", onError);
  await client.connect();
  return connectionOf(client);
}

/** What the hub's code sees of a client of the driver that is connected. */
export function connectionOf(client: pg.Client): Connection {
  return {
    ...queryable(client),
    run: async (text) => {
      await client.query(text);
    },
    onNotification: (heard) => {
      client.on("notification", (message) => heard(message.channel, message.payload ?? ""));
    },
    onEnd: (ended) => {
      client.once("end", ended);
    },
    end: () => client.end(),
  };
}

/** How the driver connects: never waiting for ever, since a lane would stand still. */
export function connectionConfig(
  options: Pick<DatabaseOptions, "address" | "applicationName" | "parameters">,
): pg.ClientConfig {
  const { address } = options;
  const where =
    "url" in address
      ? { connectionString: address.url }
      : { host: address.socketDir, user: address.user, password: address.password, database: address.database };
  return {
    ...where,
    types,
    application_name: options.applicationName,
    ...(options.parameters && {
      options: Object.entries(options.parameters)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(" "),
    }),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A stuck lock or statement must become an error that is retried, never a lane that stands still.
    lock_timeout: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    // Above the server's own limit: it speaks only when the server does not.
    query_timeout: 70_000,
  };
}

async function copyRows(client: pg.ClientBase, into: CopyInto, rows: Parameters<Queryable["copy"]>[1]): Promise<void> {
  const stream = client.query(copyFrom(into.text));
  const done = finished(stream);
  stream.end(copyLines(into.keys, into.kinds, rows));
  await done;
}

async function copyByPool(pool: pg.Pool, ...copied: Parameters<Queryable["copy"]>): Promise<void> {
  const client = await pool.connect();
  try {
    await copyRows(client, ...copied);
  } finally {
    client.release();
  }
}

function queryable(client: pg.Pool | pg.Client | pg.PoolClient): Queryable {
  const rows = async <Row>(statement: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> => {
    const result = await client.query<Row & pg.QueryResultRow>(
      statement.prepared
        ? { name: statement.name, text: statement.text, values: [...values] }
        : { text: statement.text, values: [...values] },
    );
    return result.rows;
  };
  return {
    rows,
    find: async (statement, values) => (await rows(statement, values))[0] ?? null,
    copy: (...copied) => (client instanceof pg.Pool ? copyByPool(client, ...copied) : copyRows(client, ...copied)),
  };
}

/** The five-character SQLSTATE of an error from PostgreSQL, or null when it came from elsewhere (a lost connection, a defect). */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** The name of the constraint an error speaks of, or null. */
export function violatedConstraint(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.constraint ?? null) : null;
}
