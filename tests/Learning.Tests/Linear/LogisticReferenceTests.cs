namespace MlFunctions.Learning.Tests.Linear;

/// <summary>Expected numbers: scikit-learn, see reference.py.</summary>
public sealed class LogisticReferenceTests
{
    private static readonly Expected Reference = Expected.Of("classifiers");

    [Theory]
    [InlineData("logistic", false, false)]
    [InlineData("logisticWeighted", true, false)]
    [InlineData("logisticBalanced", false, true)]
    public void Two_classes_are_learned_as_by_scikit_learn(string name, bool weighted, bool balanced)
    {
        var model = Train(name, ClassificationData.Binary(weighted), balanced);
        ClassificationData.RequireCoefficients(Reference[name], model, 1e-5);
        ClassificationData.RequireObjective(Reference[name], model, ClassificationData.Binary(weighted), balanced, Objective);
    }

    [Theory]
    [InlineData("softmax", false, false)]
    [InlineData("softmaxWeighted", true, false)]
    [InlineData("softmaxBalanced", false, true)]
    public void Three_classes_are_learned_as_by_scikit_learn(string name, bool weighted, bool balanced)
    {
        var model = Train(name, ClassificationData.Multiclass(weighted), balanced);
        ClassificationData.RequireObjective(Reference[name], model, ClassificationData.Multiclass(weighted), balanced, Objective);
        var (weights, _) = model.Coefficients();
        Close.Equal(Reference[name]["coefficients"].Flat, weights, 1e-4);
    }

    [Fact]
    public void Banknotes_are_learned_as_by_scikit_learn()
    {
        var data = ClassificationData.Banknotes();
        var model = Train("logisticBanknotes", data, balanced: false);
        ClassificationData.RequireCoefficients(Reference["logisticBanknotes"], model, 1e-5);
        ClassificationData.RequireObjective(Reference["logisticBanknotes"], model, data, false, Objective);
    }

    private static IModel Train(string name, Dataset data, bool balanced) => Fit.Train(
        "logistic-regression",
        data.Classes == 2 ? LearningTask.Binary : LearningTask.Multiclass,
        data,
        ("c", Reference[name]["c"].Number),
        ("classWeight", balanced ? "balanced" : null));

    // Intercepts are free.
    private static double Objective(double[][] scores, double[] weights, double[] intercepts, Dataset data, double[] costs)
    {
        var sum = weights.Sum(w => w * w) / 2;
        for (var r = 0; r < data.Rows; r++)
        {
            var truth = (int)data.Target(0)[r];
            var row = data.Classes == 2 ? [0, scores[r][0]] : scores[r];
            sum += costs[r] * (Math.Log(row.Sum(s => Math.Exp(s - row.Max()))) + row.Max() - row[truth]);
        }

        return sum;
    }
}
