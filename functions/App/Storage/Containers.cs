namespace MlFunctions.Storage;

/// <summary>The containers, each with what it holds.</summary>
internal static class Containers
{
    /// <summary><c>{pipeline}/{name}</c>: files as they came.</summary>
    public const string Raw = "raw";

    /// <summary><c>{pipeline}/{date}/{recordId}.json</c>: records that were streamed in, as they came.</summary>
    public const string Records = "records";

    /// <summary><c>{pipeline}/{batchId}.json</c>: what is known of each raw file version.</summary>
    public const string Batches = "batches";

    /// <summary><c>{pipeline}/{featureSetId}/…</c>: prepared data, condition report, split.</summary>
    public const string Features = "features";

    /// <summary><c>{pipeline}/{file}</c>: rows that models of little data are tried on, and that none learns from.</summary>
    public const string Holdout = "holdout";

    /// <summary><c>{pipeline}/{runId}/…</c>: the candidates of a run and how they were judged.</summary>
    public const string Runs = "runs";

    /// <summary><c>{pipeline}/{stepId}/…</c>: what the searches of candidates came to, named by all that it depends on, for any run to find.</summary>
    public const string Steps = "steps";

    /// <summary><c>{pipeline}/{version}.zip</c> and <c>{pipeline}/registry.json</c>.</summary>
    public const string Models = "models";

    /// <summary><c>{pipeline}/{batchId}.json</c>: rows that wait for their scores and are too many for a message.</summary>
    public const string Requests = "requests";

    /// <summary><c>{pipeline}/{jobId}/…</c>: the scores of whole datasets.</summary>
    public const string Jobs = "jobs";

    /// <summary><c>{pipeline}/{date}/…</c>: every score, with the model that gave it.</summary>
    public const string Scores = "scores";

    /// <summary><c>{pipeline}/batches/…</c>: what turned out to be true of predictions, and <c>{pipeline}/sets/…</c>: the rows that runs learned from it.</summary>
    public const string Feedback = "feedback";

    /// <summary><c>{pipeline}/…</c>: what served models did, and how right they were.</summary>
    public const string Monitoring = "monitoring";

    /// <summary><c>{pipeline}.json</c>: where events are pushed to.</summary>
    public const string Webhooks = "webhooks";

    /// <summary><c>{queue}/…</c>: messages that nobody can read.</summary>
    public const string Poison = "poison";

    /// <summary><c>{pipeline}/{date}/…</c>: every event.</summary>
    public const string Audit = "audit";

    /// <summary><c>{pipeline}/pipeline.json</c>: definitions; <c>aliases.json</c>: aliases that are being given out.</summary>
    public const string Config = "config";
}
