using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>
/// Inner loops of linear algebra, always in eight lanes of doubles and with fused multiply-add: the order of every sum,
/// and so the result to the bit, is the same on processors with wider and narrower vectors. They are compiled at full
/// optimisation at once, since a training may be over before the runtime finds out that they are worth it.
/// </summary>
internal static class Lanes
{
    private const int Doubles = 8;
    private const int Floats = 16;

    /// <summary>Σ a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        Vector512<double> even = default, odd = default;
        var i = 0;
        for (; i <= a.Length - 2 * Doubles; i += 2 * Doubles)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, (nuint)i), Vector512.LoadUnsafe(ref pb, (nuint)i), even);
            odd = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, (nuint)(i + Doubles)), Vector512.LoadUnsafe(ref pb, (nuint)(i + Doubles)), odd);
        }

        var sum = Sum(even + odd);
        for (; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }

        return sum;
    }

    /// <summary>y += scale·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<double> x, double scale, Span<double> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var factor = Vector512.Create(scale);
        var i = 0;
        for (; i <= x.Length - Doubles; i += Doubles)
        {
            Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref px, (nuint)i), factor, Vector512.LoadUnsafe(ref py, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(x[i], scale, y[i]);
        }
    }

    /// <summary>y ·= x, place by place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var i = 0;
        for (; i <= x.Length - Doubles; i += Doubles)
        {
            (Vector512.LoadUnsafe(ref px, (nuint)i) * Vector512.LoadUnsafe(ref py, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] *= x[i];
        }
    }

    /// <summary>y += a·b, place by place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        ref var py = ref MemoryMarshal.GetReference(y[..a.Length]);
        var i = 0;
        for (; i <= a.Length - Doubles; i += Doubles)
        {
            Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, (nuint)i), Vector512.LoadUnsafe(ref pb, (nuint)i), Vector512.LoadUnsafe(ref py, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(a[i], b[i], y[i]);
        }
    }

    /// <summary>Σ a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> a)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        Vector512<double> lanes = default;
        var i = 0;
        for (; i <= a.Length - Doubles; i += Doubles)
        {
            lanes += Vector512.LoadUnsafe(ref pa, (nuint)i);
        }

        var sum = Sum(lanes);
        for (; i < a.Length; i++)
        {
            sum += a[i];
        }

        return sum;
    }

    /// <summary>Σ x·r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<double> r)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var pr = ref MemoryMarshal.GetReference(r[..x.Length]);
        Vector512<double> even = default, odd = default;
        var i = 0;
        for (; i <= x.Length - Floats; i += Floats)
        {
            var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref px, (nuint)i));
            even = Vector512.FusedMultiplyAdd(lower, Vector512.LoadUnsafe(ref pr, (nuint)i), even);
            odd = Vector512.FusedMultiplyAdd(upper, Vector512.LoadUnsafe(ref pr, (nuint)(i + Doubles)), odd);
        }

        var sum = Sum(even + odd);
        for (; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], r[i], sum);
        }

        return sum;
    }

    /// <summary>y += scale·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<float> x, double scale, Span<double> y)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y[..x.Length]);
        var factor = Vector512.Create(scale);
        var i = 0;
        for (; i <= x.Length - Floats; i += Floats)
        {
            var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref px, (nuint)i));
            Vector512.FusedMultiplyAdd(lower, factor, Vector512.LoadUnsafe(ref py, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
            Vector512.FusedMultiplyAdd(upper, factor, Vector512.LoadUnsafe(ref py, (nuint)(i + Doubles))).StoreUnsafe(ref py, (nuint)(i + Doubles));
        }

        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(x[i], scale, y[i]);
        }
    }

    /// <summary>Σ (x − c)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<double> c)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var pc = ref MemoryMarshal.GetReference(c[..x.Length]);
        Vector512<double> even = default, odd = default;
        var i = 0;
        for (; i <= x.Length - Floats; i += Floats)
        {
            var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref px, (nuint)i));
            lower -= Vector512.LoadUnsafe(ref pc, (nuint)i);
            upper -= Vector512.LoadUnsafe(ref pc, (nuint)(i + Doubles));
            even = Vector512.FusedMultiplyAdd(lower, lower, even);
            odd = Vector512.FusedMultiplyAdd(upper, upper, odd);
        }

        var sum = Sum(even + odd);
        for (; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i] - c[i], x[i] - c[i], sum);
        }

        return sum;
    }

    /// <summary>Σ (x − center)²·weight; no weights count 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SquaredDeviations(ReadOnlySpan<float> x, double center, ReadOnlySpan<double> weights)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var pw = ref MemoryMarshal.GetReference(weights);
        var middle = Vector512.Create(center);
        Vector512<double> even = default, odd = default;
        var i = 0;
        for (; i <= x.Length - Floats; i += Floats)
        {
            var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref px, (nuint)i));
            (lower, upper) = (lower - middle, upper - middle);
            var (lowerWeight, upperWeight) = weights.IsEmpty
                ? (Vector512<double>.One, Vector512<double>.One)
                : (Vector512.LoadUnsafe(ref pw, (nuint)i), Vector512.LoadUnsafe(ref pw, (nuint)(i + Doubles)));
            even = Vector512.FusedMultiplyAdd(lower * lowerWeight, lower, even);
            odd = Vector512.FusedMultiplyAdd(upper * upperWeight, upper, odd);
        }

        var sum = Sum(even + odd);
        for (; i < x.Length; i++)
        {
            var deviation = x[i] - center;
            sum = Math.FusedMultiplyAdd(weights.IsEmpty ? deviation : deviation * weights[i], deviation, sum);
        }

        return sum;
    }

    /// <summary>The sum of the lanes, in one fixed order.</summary>
    public static double Sum(Vector512<double> lanes) => Sum(lanes.GetLower() + lanes.GetUpper());

    private static double Sum(Vector256<double> lanes)
    {
        var pair = lanes.GetLower() + lanes.GetUpper();
        return pair[0] + pair[1];
    }
}
