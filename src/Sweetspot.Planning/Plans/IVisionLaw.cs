using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Error of networks of images by size and images seen.</summary>
public interface IVisionLaw
{
    /// <summary>Who measured what.</summary>
    string Source { get; }

    /// <summary>What the error is of.</summary>
    string Metric { get; }

    /// <summary>The learning curves behind it, where it is made of such.</summary>
    ImmutableArray<VisionCurve> Curves { get; }

    /// <summary>What to be careful about.</summary>
    /// <param name="epochs">How often each image is seen at most.</param>
    IEnumerable<string> Cautions(double epochs);

    /// <summary>Error expected of a size of a family that has seen so many images.</summary>
    double Error(string family, double parameters, double images);

    /// <summary>Where that error lies at 95 % by the law; null where the law gives none.</summary>
    Interval? IntervalOf(double parameters, double images);

    /// <summary>Sizes of a family that were measured.</summary>
    Interval Range(string family);

    /// <summary>Whether a size or a number of images lies beyond what was measured.</summary>
    bool IsExtrapolated(string family, double parameters, double images);
}
