using System.Runtime.Intrinsics;

namespace MlFunctions.Learning.Tests.Ensembles;

public sealed class ExponentialTests
{
    [Fact]
    public void It_is_that_of_the_runtime_to_the_last_digits()
    {
        for (var x = -708.0; x <= 709; x += 0.0917)
        {
            var (expected, found) = (Math.Exp(x), Exponential.Of(Vector256.Create(x))[0]);
            Assert.InRange(Math.Abs(found - expected) / expected, 0, 5e-16);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 3.307553003638408E-308)]
    [InlineData(double.PositiveInfinity, 8.218407461554972E+307)]
    public void At_its_ends_it_is_that_of_the_last_number(double x, double expected) => Close.Equal(expected, Exponential.Of(Vector256.Create(x))[1], 1e-15 * expected);

    [Fact]
    public void Of_minus_zero_it_is_one() => Close.Equal(1, Exponential.Of(Vector256.Create(-0.0))[1], 1e-15);
}
