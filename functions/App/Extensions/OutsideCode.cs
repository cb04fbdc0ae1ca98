using MlFunctions.Learning;
using MlFunctions.Preparation;
using MlFunctions.Segregation;

namespace MlFunctions.Extensions;

/// <summary>The version of the code that packages of one's own add and that models come of: it changes when that code does.</summary>
public sealed class OutsideCode(IEnumerable<ITrainer> trainers, IEnumerable<IColumnTransform> transforms, IEnumerable<IRowSplitter> splitters, IEnumerable<Metric> metrics)
{
    /// <summary>The module ids of the packages; empty where there are none.</summary>
    public string Version { get; } = string.Concat(
        trainers.Cast<object>().Concat(transforms).Concat(splitters).Select(part => part.GetType().Module)
            .Concat(metrics.Select(metric => metric.Compute.Method.Module))
            .Select(module => $"+{module.ModuleVersionId:n}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));
}
