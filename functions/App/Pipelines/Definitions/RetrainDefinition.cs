namespace MlFunctions.Pipelines;

/// <summary>What starts a run by itself.</summary>
public sealed record RetrainDefinition
{
    /// <summary>Whether new raw data does.</summary>
    public bool OnData { get; init; } = true;

    /// <summary>A six-field NCRONTAB expression (second minute hour day month weekday); null: no schedule. Its hours are of the zone that the setting WEBSITE_TIME_ZONE names.</summary>
    public string? Schedule { get; init; }

    /// <summary>So many corrections do; null: corrections do not.</summary>
    public int? OnCorrections { get; init; }

    /// <summary>Classification: whether as many corrections of each class are learned from, the newest, so that what is mostly corrected does not tip the scales.</summary>
    public bool BalanceCorrections { get; init; }

    /// <summary>Whether drift does.</summary>
    public bool OnDrift { get; init; }

    /// <summary>Reads the section.</summary>
    public static RetrainDefinition Read(JsonObjectReader reader)
    {
        if (reader.Text("schedule") is { } schedule && RetrainSchedule.Fault(schedule) is { } fault)
        {
            reader.Fault("schedule", fault);
        }

        var retrain = new RetrainDefinition
        {
            OnData = reader.Flag("onData", otherwise: true),
            Schedule = reader.Text("schedule"),
            OnCorrections = (int?)reader.Number("onCorrections", minimum: 1, maximum: int.MaxValue, whole: true),
            BalanceCorrections = reader.Flag("balanceCorrections", otherwise: false),
            OnDrift = reader.Flag("onDrift", otherwise: false),
        };
        reader.End();
        return retrain;
    }
}
