namespace MlFunctions.Learning;

/// <summary>
/// Lloyd's iterations with Hamerly's bounds (2010): of each row an upper bound of the distance to its center and a lower bound of that to
/// every other, so that most rows need no distance at all once centers move little. The result is that of plain Lloyd.
/// </summary>
internal sealed class Lloyd
{
    private readonly ClusterPoints _points;
    private readonly int _clusters;
    private readonly double[] _centers;
    private readonly double[] _moves;
    private readonly double[] _halfGaps;
    private readonly int[] _assigned;
    private readonly double[] _upper;
    private readonly double[] _lower;
    private bool _hasMovedRows;

    /// <param name="points">The rows.</param>
    /// <param name="centers">Where centers start; moved.</param>
    public Lloyd(ClusterPoints points, double[] centers)
    {
        _points = points;
        _centers = centers;
        _clusters = centers.Length / points.Width;
        _moves = new double[_clusters];
        _halfGaps = new double[_clusters];
        _assigned = new int[points.Count];
        _upper = new double[points.Count];
        _lower = new double[points.Count];
        Array.Fill(_upper, double.PositiveInfinity);
    }

    /// <summary>Iterates until no row changes its cluster, or often enough; returns the weighted sum of squared distances.</summary>
    public double Run(int mostIterations, CancellationToken cancellationToken)
    {
        for (var i = 0; i < mostIterations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Assign())
            {
                break;
            }

            MoveCenters();
        }

        return Inertia();
    }

    private bool Assign()
    {
        MeasureGaps();
        var changed = new bool[_points.Chunks.Count];
        _points.Chunks.Run((chunk, first, end) =>
        {
            for (var r = first; r < end; r++)
            {
                var known = Math.Max(_halfGaps[_assigned[r]], _lower[r]);
                if (_upper[r] <= known)
                {
                    continue;
                }

                if (double.IsFinite(_upper[r]))
                {
                    _upper[r] = Math.Sqrt(Lanes.SquaredDistance(_points[r], Center(_assigned[r])));
                    if (_upper[r] <= known)
                    {
                        continue;
                    }
                }

                // The first assignment counts as a change, since centers have yet to move.
                var before = double.IsFinite(_upper[r]) ? _assigned[r] : -1;
                SearchAll(r);
                changed[chunk] |= _assigned[r] != before;
            }
        });
        var isMoving = _hasMovedRows || changed.Contains(true);
        _hasMovedRows = false;
        return isMoving;
    }

    private void SearchAll(int row)
    {
        var (nearest, first, second) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var c = 0; c < _clusters; c++)
        {
            var distance = Lanes.SquaredDistance(_points[row], Center(c));
            if (distance < first)
            {
                (nearest, second, first) = (c, first, distance);
            }
            else if (distance < second)
            {
                second = distance;
            }
        }

        (_assigned[row], _upper[row], _lower[row]) = (nearest, Math.Sqrt(first), Math.Sqrt(second));
    }

    private void MoveCenters()
    {
        var width = _points.Width;
        var partial = new double[_points.Chunks.Count * _clusters * (width + 1)];
        _points.Chunks.Run((chunk, first, end) =>
        {
            var sums = partial.AsSpan(chunk * _clusters * (width + 1), _clusters * (width + 1));
            for (var r = first; r < end; r++)
            {
                var sum = sums.Slice(_assigned[r] * (width + 1), width + 1);
                Lanes.AddScaled(_points[r], _points.Weight(r), sum[..width]);
                sum[width] += _points.Weight(r);
            }
        });
        var total = RowChunks.Total(partial, _clusters * (width + 1));
        for (var c = 0; c < _clusters; c++)
        {
            var sum = total.AsSpan(c * (width + 1), width + 1);
            var before = Center(c).ToArray();
            if (sum[width] > 0)
            {
                for (var j = 0; j < width; j++)
                {
                    _centers[c * width + j] = sum[j] / sum[width];
                }
            }
            else
            {
                MoveToFarthest(c);
            }

            _moves[c] = Distance(before, Center(c));
        }

        LoosenBounds();
    }

    // A center that lost all its rows is put where it helps most.
    private void MoveToFarthest(int cluster)
    {
        var (farthest, largest) = (0, -1.0);
        for (var r = 0; r < _points.Count; r++)
        {
            var distance = _points.Weight(r) * Lanes.SquaredDistance(_points[r], Center(_assigned[r]));
            if (distance > largest)
            {
                (farthest, largest) = (r, distance);
            }
        }

        for (var j = 0; j < _points.Width; j++)
        {
            _centers[cluster * _points.Width + j] = _points[farthest][j];
        }

        // Another empty cluster must not take the same row, and the center it leaves must move once more.
        _assigned[farthest] = cluster;
        _lower[farthest] = 0;
        _hasMovedRows = true;
    }

    private void LoosenBounds()
    {
        var farthest = Array.IndexOf(_moves, _moves.Max());
        var second = _moves.Where((_, c) => c != farthest).DefaultIfEmpty(0).Max();
        _points.Chunks.Run((_, first, end) =>
        {
            for (var r = first; r < end; r++)
            {
                _upper[r] += _moves[_assigned[r]];
                _lower[r] -= _assigned[r] == farthest ? second : _moves[farthest];
            }
        });
    }

    private void MeasureGaps()
    {
        for (var c = 0; c < _clusters; c++)
        {
            _halfGaps[c] = double.PositiveInfinity;
            for (var other = 0; other < _clusters; other++)
            {
                if (other != c)
                {
                    _halfGaps[c] = Math.Min(_halfGaps[c], Distance(Center(c), Center(other)) / 2);
                }
            }
        }
    }

    private double Inertia()
    {
        var partial = new double[_points.Chunks.Count];
        _points.Chunks.Run((chunk, first, end) =>
        {
            for (var r = first; r < end; r++)
            {
                partial[chunk] += _points.Weight(r) * Lanes.SquaredDistance(_points[r], Center(_assigned[r]));
            }
        });
        return partial.Sum();
    }

    private ReadOnlySpan<double> Center(int cluster) => _centers.AsSpan(cluster * _points.Width, _points.Width);

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
        {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }

        return Math.Sqrt(sum);
    }
}
