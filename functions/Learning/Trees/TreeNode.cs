using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>One node of a tree in 16 bytes, so that a visit touches one cache line.</summary>
/// <param name="Feature">The feature that is asked; <see cref="Leaf"/> where nothing is asked.</param>
/// <param name="Threshold">A number goes left when it is at most this.</param>
/// <param name="Child">The left child; the right one follows it. Of a leaf: its number, from 0.</param>
/// <param name="Split"><see cref="MissingRight"/> or <see cref="MissingLeft"/> for numbers; for categories where their set starts.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TreeNode(int Feature, float Threshold, int Child, int Split)
{
    public const int Leaf = -1;
    public const int MissingRight = -1;
    public const int MissingLeft = -2;
}
