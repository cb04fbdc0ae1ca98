namespace MlFunctions.Learning;

/// <summary>What the files of all tree models start with: task, number of features, number of outputs.</summary>
internal static class TreeModelHeader
{
    // Far more than any table has, and few enough for sums of them to stay whole numbers.
    private const int MaxColumns = 1 << 20;

    public static void Write(ModelWriter writer, IModel model)
    {
        writer.Write((int)model.Task);
        writer.Write(model.FeatureCount);
        writer.Write(model.OutputCount);
    }

    public static (LearningTask Task, int Features, int Outputs) Read(ModelReader reader)
    {
        var task = (LearningTask)reader.ReadInt32("the task", (int)LearningTask.Regression, (int)LearningTask.Multiclass);
        var features = reader.ReadInt32("the number of features", 0, MaxColumns);
        var (least, most) = task switch
        {
            LearningTask.Regression => (1, MaxColumns),
            LearningTask.Binary => (2, 2),
            _ => (3, MaxColumns),
        };
        return (task, features, reader.ReadInt32("the number of outputs", least, most));
    }

    /// <summary>Refuses probabilities that are not from 0 to 1.</summary>
    public static void CheckOutputs(ModelReader reader, LearningTask task, ReadOnlySpan<double> values)
    {
        if (task == LearningTask.Regression)
        {
            return;
        }

        foreach (var value in values)
        {
            if (value is < 0 or > 1)
            {
                throw reader.Fault($"a probability is {value}, expected 0 to 1");
            }
        }
    }
}
