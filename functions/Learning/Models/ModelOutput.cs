namespace MlFunctions.Learning;

/// <summary>What the outputs of a model mean.</summary>
public enum ModelOutput
{
    /// <summary>Numbers in the unit of the target (regression, forecast).</summary>
    Value,

    /// <summary>Class probabilities, 0 to 1, that add up to 1.</summary>
    Probability,

    /// <summary>Class scores of any size (signed distance to the boundary); only their order is meant.</summary>
    Score,

    /// <summary>The number of the cluster, from 0.</summary>
    Cluster,
}
