using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>The broker's tables. Times are UTC ticks.</summary>
internal static class BrokerSchema
{
    public static readonly StateSchema Schema = new("broker",
    [
        """
        CREATE TABLE broker_message (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            entity TEXT NOT NULL COLLATE NOCASE,
            -- When it can be received: its scheduled time, the end of its lock, or 0 when it was given back.
            available INTEGER NOT NULL,
            message_id TEXT NOT NULL,
            body BLOB NOT NULL,
            properties TEXT,
            enqueued INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            deliveries INTEGER NOT NULL DEFAULT 0,
            lock TEXT,
            dead_reason TEXT,
            dead_description TEXT,
            dead_source TEXT);
        CREATE INDEX broker_message_available ON broker_message (entity, available, seq);
        CREATE TABLE broker_seen (
            entity TEXT NOT NULL COLLATE NOCASE,
            message_id TEXT NOT NULL,
            seen INTEGER NOT NULL,
            PRIMARY KEY (entity, message_id)) WITHOUT ROWID;
        CREATE INDEX broker_seen_age ON broker_seen (seen);
        """,
    ]);
}
