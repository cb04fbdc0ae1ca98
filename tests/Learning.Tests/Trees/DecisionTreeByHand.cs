namespace MlFunctions.Learning.Tests;

/// <summary>Trees small enough to work out on paper.</summary>
public sealed class DecisionTreeByHand
{
    private static IModel Train(LearningTask task, Dataset data, params (string Name, object? Value)[] hyperparameters) =>
        new DecisionTreeTrainer().Train(task, data, Table.With(hyperparameters), TestContext.Current.CancellationToken);

    [Fact]
    public void OneQuestion_SquaredError_DividesHalfwayAndPredictsMeans()
    {
        // Left {1, 3} and right {10, 14}: squared error 2 + 8 = 10; any other division leaves more (e.g. {1} | {3, 10, 14}: 62).
        var model = Train(LearningTask.Regression, Table.Regression(Table.Numbers([1, 2, 4, 5]), 1, 3, 10, 14), ("maxDepth", 1));

        Assert.Equal([2.0], Table.Row(model, 3));
        Assert.Equal([12.0], Table.Row(model, 3.0001f));
    }

    [Fact]
    public void OneQuestion_AbsoluteError_PredictsMedians()
    {
        // Absolute error of {1, 2, 3} | {10, 11, 50} is 2 + 40 = 42; {1, 2, 3, 10, 11} | {50}: 9 + 8 + ... = 1+1+0+7+8 + 0 = 17 is less.
        var data = Table.Regression(Table.Numbers([1, 2, 3, 4, 5, 6]), 1, 2, 3, 10, 11, 50);

        var model = Train(LearningTask.Regression, data, ("criterion", "absolute_error"), ("maxDepth", 1));

        Assert.Equal([3.0], Table.Row(model, 5));
        Assert.Equal([50.0], Table.Row(model, 6));
    }

    [Fact]
    public void Leaf_AbsoluteError_EvenNumberOfRows_PredictsHalfwayBetweenTheMiddleTwo()
    {
        var data = Table.Regression(Table.Numbers([0, 0, 0, 0]), 1, 2, 4, 90);

        Assert.Equal([3.0], Table.Row(Train(LearningTask.Regression, data, ("criterion", "absolute_error")), 0));
    }

    [Fact]
    public void Leaf_AbsoluteError_Weighted_PredictsTheWeightedMedian()
    {
        var data = Table.Regression(Table.Numbers([0, 0, 0]), 1, 2, 4).WithWeights([1, 1, 3]);

        Assert.Equal([4.0], Table.Row(Train(LearningTask.Regression, data, ("criterion", "absolute_error")), 0));
    }

    [Fact]
    public void Leaf_Classes_PredictsShares()
    {
        var data = Table.Classes(Table.Numbers([0, 0, 0, 0]), 3, 0, 2, 2, 1);

        Assert.Equal([0.25, 0.25, 0.5], Table.Row(Train(LearningTask.Multiclass, data), 0));
    }

    [Fact]
    public void Leaf_Weighted_PredictsWeightedShares()
    {
        var data = Table.Classes(Table.Numbers([0, 0]), 2, 0, 1).WithWeights([3, 1]);

        Assert.Equal([0.75, 0.25], Table.Row(Train(LearningTask.Binary, data), 0));
    }

    [Fact]
    public void Leaf_BalancedClasses_PredictsEqualShares()
    {
        var data = Table.Classes(Table.Numbers([0, 0, 0, 0]), 3, 0, 0, 0, 2);

        Assert.Equal([0.5, 0.0, 0.5], Table.Row(Train(LearningTask.Multiclass, data, ("classWeight", "balanced")), 0));
    }

    [Fact]
    public void Missing_GoesToTheSideThatDividesBetter()
    {
        // The missing rows are like the large ones; joining them on the right leaves no error at all.
        var data = Table.Regression(Table.Numbers([1, 2, 8, 9, Table.Missing, Table.Missing]), 0, 0, 5, 5, 5, 5);

        var model = Train(LearningTask.Regression, data, ("maxDepth", 1));

        Assert.Equal([0.0], Table.Row(model, 2));
        Assert.Equal([5.0], Table.Row(model, Table.Missing));
    }

    [Fact]
    public void Missing_LikeTheSmall_GoesLeft()
    {
        var data = Table.Regression(Table.Numbers([1, 2, 8, 9, Table.Missing, Table.Missing]), 5, 5, 0, 0, 5, 5);

        Assert.Equal([5.0], Table.Row(Train(LearningTask.Regression, data, ("maxDepth", 1)), Table.Missing));
    }

    [Fact]
    public void Missing_AgainstAllOthers_CanBeTheQuestion()
    {
        var data = Table.Regression(Table.Numbers([1, 2, 3, Table.Missing]), 0, 0, 0, 7);

        var model = Train(LearningTask.Regression, data);

        Assert.Equal([7.0], Table.Row(model, Table.Missing));
        Assert.Equal([0.0], Table.Row(model, 1e30f));
    }

    [Fact]
    public void Missing_NeverSeenInTraining_GoesWithTheLargerSide()
    {
        var data = Table.Regression(Table.Numbers([1, 2, 3, 9]), 0, 0, 0, 7);

        Assert.Equal([0.0], Table.Row(Train(LearningTask.Regression, data), Table.Missing));
    }

    [Fact]
    public void Categories_AreDividedAsSets()
    {
        // Codes 0 and 2 against 1 and 3: no threshold on the code does that in one question.
        var data = Table.Regression(Table.Category(5, 0, 1, 2, 3, 0, 1, 2), 1, 9, 1, 9, 1, 9, 1);

        var model = Train(LearningTask.Regression, data, ("maxDepth", 1));

        Assert.Equal([1.0, 9.0, 1.0, 9.0], new float[] { 0, 1, 2, 3 }.SelectMany(code => Table.Row(model, code)));
        // Code 4 was never seen, 17 and -1 do not exist: they go with the larger side, codes 0 and 2.
        Assert.All(new[] { 4, 17, -1, float.NaN }, code => Assert.Equal([1.0], Table.Row(model, code)));
    }

    [Fact]
    public void Category_Missing_IsACategoryOfItsOwn()
    {
        var data = Table.Regression(Table.Category(2, 0, 1, Table.Missing), 1, 1, 8);

        Assert.Equal([8.0], Table.Row(Train(LearningTask.Regression, data), Table.Missing));
    }

    [Fact]
    public void SeveralTargets_ShareTheirQuestions()
    {
        var data = new Dataset(Table.Numbers([1, 2, 3, 4]), [[0, 0, 4, 4], [10, 12, 30, 32]]);

        Assert.Equal([4.0, 31.0], Table.Row(Train(LearningTask.Regression, data, ("maxDepth", 1)), 9));
    }

    [Fact]
    public void MinSamplesLeaf_ForbidsSmallerSides()
    {
        var data = Table.Regression(Table.Numbers([1, 2, 3, 4]), 0, 0, 0, 100);

        Assert.Equal([50.0], Table.Row(Train(LearningTask.Regression, data, ("minSamplesLeaf", 2)), 4));
    }

    [Theory]
    [InlineData("gini")]
    [InlineData("entropy")]
    public void ExclusiveOr_NeedsTwoQuestions_AndGetsThem(string criterion)
    {
        // No first question helps; a tree that demanded that every question does would stop at the root.
        var data = Table.Classes(Table.Numbers([0, 0, 1, 1], [0, 1, 0, 1]), 2, 0, 1, 1, 0);

        var model = Train(LearningTask.Binary, data, ("criterion", criterion));

        Assert.Equal([0.0, 1.0], Table.Row(model, 0, 1));
        Assert.Equal([1.0, 0.0], Table.Row(model, 1, 1));
    }

    [Fact]
    public void ConstantFeature_IsNeverAsked()
    {
        var data = Table.Regression(Table.Numbers([3, 3, 3]), 1, 2, 3);

        Assert.Equal([2.0], Table.Row(Train(LearningTask.Regression, data), -100));
    }

    [Fact]
    public void CriterionOfAnotherTask_IsRefusedWithTheRightOnes()
    {
        var data = Table.Regression(Table.Numbers([1, 2]), 1, 2);

        var fault = Assert.Throws<TrainingException>(() => Train(LearningTask.Regression, data, ("criterion", "gini")));

        Assert.Contains("squared_error", fault.Message, StringComparison.Ordinal);
    }
}
