using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>The tables of the durable engine. Times are UTC ticks; events are JSON.</summary>
internal static class DurableSchema
{
    public static readonly StateSchema Schema = new("durable", [
        """
        -- Keys are never used again, so that a late result cannot reach the successor of a purged instance.
        -- Status is OrchestrationRuntimeStatus; 1, 3 and 5 are final.
        CREATE TABLE durable_instance (
          key INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          version TEXT,
          generation INTEGER NOT NULL DEFAULT 0,
          status INTEGER NOT NULL,
          started INTEGER NOT NULL DEFAULT 0,
          start_at INTEGER,
          created INTEGER NOT NULL,
          updated INTEGER NOT NULL,
          completed INTEGER,
          parent INTEGER,
          parent_generation INTEGER,
          parent_step INTEGER,
          tags TEXT,
          custom_status TEXT,
          output TEXT,
          failure BLOB);
        CREATE INDEX durable_instance_unstarted ON durable_instance(key) WHERE started = 0;
        CREATE INDEX durable_instance_parent ON durable_instance(parent) WHERE parent IS NOT NULL;
        CREATE TABLE durable_history (
          instance INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          event BLOB NOT NULL,
          PRIMARY KEY (instance, seq)) WITHOUT ROWID;
        -- What has come in for an instance and has not been in a turn; generation is NULL when any generation may have it.
        CREATE TABLE durable_inbox (
          instance INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          generation INTEGER,
          event BLOB NOT NULL,
          PRIMARY KEY (instance, seq)) WITHOUT ROWID;
        -- Activities that have been asked for and have not ended.
        CREATE TABLE durable_work (
          instance INTEGER NOT NULL,
          generation INTEGER NOT NULL,
          step INTEGER NOT NULL,
          name TEXT NOT NULL,
          input TEXT,
          PRIMARY KEY (instance, generation, step)) WITHOUT ROWID;
        -- Step -1 is the start of the instance itself.
        CREATE TABLE durable_timer (
          instance INTEGER NOT NULL,
          generation INTEGER NOT NULL,
          step INTEGER NOT NULL,
          due INTEGER NOT NULL,
          PRIMARY KEY (instance, generation, step)) WITHOUT ROWID;
        """,
    ]);
}
