using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>What a learning curve of one's own runs expects.</summary>
public sealed record CurvePlan
{
    /// <summary>What was asked.</summary>
    public required CurveQuestion Question { get; init; }

    /// <summary>What the curve goes by.</summary>
    public required OwnLawAxis Axis { get; init; }

    /// <summary>The size asked about, or the least that reaches the target.</summary>
    public required double Size { get; init; }

    /// <summary>Of a target, where that size lies at 95 %; null where too many resamples never reach it, or there are none.</summary>
    public required Interval? SizeInterval { get; init; }

    /// <summary>The error expected there.</summary>
    public required double Error { get; init; }

    /// <summary>Where it lies at 95 % by the curve.</summary>
    public required Interval? ErrorInterval { get; init; }

    /// <summary>Where the error of one run lies at 95 %, its scatter in.</summary>
    public required Interval? RunInterval { get; init; }

    /// <summary>How many times beyond the runs; 1 within.</summary>
    public double Beyond => Axis.Beyond(Size);

    /// <summary>Whether that is more than ten times.</summary>
    public bool IsExtrapolated => Beyond > LawRange.Near;

    /// <summary>What to be careful about.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
