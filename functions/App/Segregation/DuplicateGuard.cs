using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>Keeps a model from being tried on rows that it has learned by heart: rows that are alike go where the first of them is.</summary>
internal static class DuplicateGuard
{
    public static (int[] Training, int[] Holdout) Unite(SourceTable table, (int[] Training, int[] Holdout) sides)
    {
        var like = DuplicateRows.FirstLike(table);
        var trains = new bool[table.Rows];
        foreach (var row in sides.Training)
        {
            trains[row] = true;
        }

        var toHoldout = sides.Training.Where(r => !trains[like[r]]).ToArray();
        var toTraining = sides.Holdout.Where(r => trains[like[r]]).ToArray();
        return toHoldout.Length + toTraining.Length == 0
            ? sides
            : ([.. sides.Training.Where(r => trains[like[r]]), .. toTraining], [.. sides.Holdout.Where(r => !trains[like[r]]), .. toHoldout]);
    }
}
