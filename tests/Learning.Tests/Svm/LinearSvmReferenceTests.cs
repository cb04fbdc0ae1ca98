using MlFunctions.Learning.Tests.Linear;

namespace MlFunctions.Learning.Tests.Svm;

/// <summary>Expected numbers: scikit-learn (LIBLINEAR), see reference.py.</summary>
public sealed class LinearSvmReferenceTests
{
    private static readonly Expected Reference = Expected.Of("classifiers");

    [Theory]
    [InlineData("squaredHinge", false, false)]
    [InlineData("squaredHingeWeighted", true, false)]
    [InlineData("squaredHingeBalanced", false, true)]
    public void Squared_hinge_finds_what_liblinear_finds(string name, bool weighted, bool balanced) =>
        Require(name, ClassificationData.Binary(weighted), "squared-hinge", balanced);

    [Fact]
    public void Several_classes_are_learned_each_against_the_rest() =>
        Require("squaredHingeMulticlass", ClassificationData.Multiclass(), "squared-hinge", false);

    [Fact]
    public void Hinge_finds_what_liblinear_finds() =>
        Require("hinge", ClassificationData.Binary(features: "narrow"), "hinge", false);

    [Fact]
    public void Banknotes_are_learned_as_by_liblinear()
    {
        Require("squaredHingeBanknotes", ClassificationData.Banknotes(), "squared-hinge", false);
        Require("hingeBanknotes", ClassificationData.Banknotes(), "hinge", false);
    }

    [Fact]
    public void Calibrated_probabilities_are_those_of_scikit_learn_on_the_same_folds()
    {
        var data = ClassificationData.Binary();
        var model = Fit.Train("linear-svm", LearningTask.Binary, data, ("calibrate", true));
        Assert.Equal(ModelOutput.Probability, model.Output);
        Close.Equal(Reference["calibrated"].Numbers, [.. model.Outputs(data.Features).Where((_, i) => i % 2 == 1)], 1e-3);
    }

    private static void Require(string name, Dataset data, string loss, bool balanced)
    {
        var task = data.Classes == 2 ? LearningTask.Binary : LearningTask.Multiclass;
        var model = Fit.Train("linear-svm", task, data, ("c", Reference[name]["c"].Number), ("loss", loss), ("classWeight", balanced ? "balanced" : null));
        ClassificationData.RequireCoefficients(Reference[name], model, 1e-3);
        ClassificationData.RequireObjective(Reference[name], model, data, balanced, (scores, weights, intercepts, rows, costs) =>
        {
            var sum = (weights.Sum(w => w * w) + intercepts.Sum(b => b * b)) / 2;
            for (var r = 0; r < scores.Length; r++)
            {
                for (var k = 0; k < intercepts.Length; k++)
                {
                    var sign = rows.Target(0)[r] == (rows.Classes == 2 ? 1 : k) ? 1 : -1;
                    var shortfall = Math.Max(0, 1 - sign * scores[r][k]);
                    sum += costs[r] * (loss == "hinge" ? shortfall : shortfall * shortfall);
                }
            }

            return sum;
        });
    }
}
