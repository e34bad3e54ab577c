using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A fitted curve of error over size.</summary>
/// <param name="Form">Its form.</param>
/// <param name="Constants">Its constants by name: a, c, e, and of M3 g, of M4 b, s and e0.</param>
/// <param name="LogError">Root mean square of ln fitted over ln seen.</param>
public sealed record LearningCurve(CurveForm Form, ImmutableSortedDictionary<string, double> Constants, double LogError)
{
    /// <summary>Error expected at a size.</summary>
    public double At(double size) => CurveShapes.Value(Form, CurveShapes.Point(Form, Constants), size);
}
