namespace MlFunctions.Learning;

/// <summary>
/// k-means++ (Arthur and Vassilvitskii, 2007): each next center is a row drawn with probability proportional to its squared distance
/// to the centers so far; of 2 + ln k draws the one that helps most is taken.
/// </summary>
internal static class CenterSeeding
{
    /// <summary>At most <paramref name="clusters"/> centers, one after another; fewer where fewer rows differ.</summary>
    public static double[] Draw(ClusterPoints points, int clusters, RandomStream random)
    {
        var centers = new List<double>(clusters * points.Width);
        var distances = new double[points.Count];
        Array.Fill(distances, double.PositiveInfinity);
        var draws = 2 + (int)Math.Log(clusters);
        var trial = new double[points.Count];
        var best = new double[points.Count];
        for (var c = 0; c < clusters; c++)
        {
            var bestCost = double.PositiveInfinity;
            double[] bestCenter = [];
            for (var d = 0; d < (c == 0 ? 1 : draws); d++)
            {
                var row = c == 0 ? Pick(points, r => points.Weight(r), random) : Pick(points, r => points.Weight(r) * distances[r], random);
                if (row < 0)
                {
                    return [.. centers];
                }

                double[] center = [.. points[row]];
                points.NearerOf(center, distances, trial);
                var cost = 0.0;
                for (var r = 0; r < trial.Length; r++)
                {
                    cost += points.Weight(r) * trial[r];
                }

                if (cost < bestCost)
                {
                    (bestCost, bestCenter) = (cost, center);
                    (best, trial) = (trial, best);
                }
            }

            (distances, best) = (best, distances);
            centers.AddRange(bestCenter);
        }

        return [.. centers];
    }

    // A row by its share of the sum; −1 where all shares are 0.
    private static int Pick(ClusterPoints points, Func<int, double> share, RandomStream random)
    {
        var total = 0.0;
        for (var r = 0; r < points.Count; r++)
        {
            total += share(r);
        }

        if (!(total > 0))
        {
            return -1;
        }

        var wanted = random.NextDouble() * total;
        var last = -1;
        for (var r = 0; r < points.Count; r++)
        {
            var own = share(r);
            if (own > 0)
            {
                last = r;
                wanted -= own;
                if (wanted < 0)
                {
                    break;
                }
            }
        }

        return last;
    }
}
