using FsCheck;
using FsCheck.Fluent;

namespace MlFunctions.Learning.Tests;

/// <summary>Random small tables: whole numbers, so that sums are exact, and few of them, so that there are ties and duplicates.</summary>
internal static class SmallTables
{
    public sealed record Sample(float[][] Columns, double[] Target, double[] Weights)
    {
        public int Rows => Target.Length;

        public Dataset Data => new(Table.Numbers(Columns), [Target], weights: Weights);

        public override string ToString() => $"columns [{string.Join("] [", Columns.Select(c => string.Join(' ', c)))}], target [{string.Join(' ', Target)}], weights [{string.Join(' ', Weights)}]";
    }

    public static Arbitrary<Sample> Any { get; } = Arb.From(
        from rows in Gen.Choose(1, 24)
        from columns in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(-3, 9).Select(v => v > 7 ? float.NaN : (float)v), rows), 3)
        from target in Gen.ArrayOf(Gen.Choose(-5, 5).Select(v => (double)v), rows)
        from weights in Gen.ArrayOf(Gen.Choose(1, 3).Select(v => (double)v), rows)
        select new Sample(columns, target, weights));

    /// <summary>Checks a property on 300 tables of one seed.</summary>
    public static void Hold(Func<Sample, bool> property) =>
        Prop.ForAll(Any, property).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_26, 7));
}
